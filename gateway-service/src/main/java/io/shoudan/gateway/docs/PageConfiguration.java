package io.shoudan.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The pages around the documents: a first page in two languages, and Swagger UI, whose scripts and
/// styles come out of its jar.
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private static final String COORDINATES =
            "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final CacheControl ONE_DAY = CacheControl.maxAge(Duration.ofDays(1));

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/docs/start.html");
        registry.addRedirectViewController("/docs", "/docs/");
        registry.addViewController("/docs/").setViewName("forward:/docs/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/swagger-ui/{file}")
                .addResourceLocations(
                        "classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/")
                .setCacheControl(ONE_DAY);
        registry.addResourceHandler("/docs/{file}").addResourceLocations("classpath:/docs/");
    }

    /// The jar's folder carries its version, which the pom alone shall name.
    private static String version() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(COORDINATES))
                    .getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("must have Swagger UI on the class path", e);
        }
    }
}
