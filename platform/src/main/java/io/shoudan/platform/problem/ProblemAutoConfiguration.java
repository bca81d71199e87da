package io.shoudan.platform.problem;

import io.shoudan.platform.request.BodyRefusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Strict JSON for everybody; problem documents for web applications.
@AutoConfiguration(
        before = {
            JacksonAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class
        })
final class ProblemAutoConfiguration {

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return StrictJson::strict;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Web implements WebMvcConfigurer {

        @Bean
        Problems problems(JsonMapper json) {
            return new Problems(json);
        }

        @Bean
        BodyRefusal bodyRefusal(Problems problems) {
            return (request, response, reason, maxBytes) ->
                    problems.write(
                            request,
                            response,
                            switch (reason) {
                                case TOO_LARGE -> tooLarge(maxBytes);
                                case TOO_SLOW -> Problem.of(ProblemType.DEADLINE_EXCEEDED);
                                case UNREADABLE -> Problem.of(ProblemType.VALIDATION);
                            });
        }

        @Bean
        ProblemAdvice problemAdvice(
                MessageSource messages, ObjectProvider<PassingFaults> passingFaults) {
            return new ProblemAdvice(
                    new ConstraintFaults(messages), passingFaults.stream().toList());
        }

        @Bean
        @ConditionalOnMissingBean(ErrorController.class)
        ErrorEndpoint errorEndpoint() {
            return new ErrorEndpoint();
        }

        /// Spring Boot's own customizers come first, so that this is asked before theirs.
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> containerErrors(
                JsonMapper json) {
            return server ->
                    server.addContextCustomizers(
                            context ->
                                    context.getParent()
                                            .getPipeline()
                                            .addValve(new ContainerErrors(json)));
        }

        @Bean
        LocaleResolver localeResolver() {
            return new TwoLanguages();
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new StrictParameters());
        }
    }

    private static Problem tooLarge(long maxBytes) {
        return Problem.of(
                ProblemType.TOO_LARGE,
                Text.of("请求体不得超过 " + maxBytes + " 字节", "At most " + maxBytes + " bytes"));
    }

    private static final class TwoLanguages implements LocaleResolver {

        @Override
        public Locale resolveLocale(HttpServletRequest request) {
            return Problems.localeOf(request);
        }

        @Override
        public void setLocale(
                HttpServletRequest request,
                @Nullable HttpServletResponse response,
                @Nullable Locale locale) {
            throw new UnsupportedOperationException("the caller's Accept-Language decides");
        }
    }
}
