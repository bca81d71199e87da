package io.shoudan.platform.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses query parameters that the operation does not declare: `?limt=10` is a mistake that would
/// otherwise go unnoticed and return everything.
///
/// Only for our own controllers. Thread-safe; what a method declares is worked out once.
final class StrictParameters implements HandlerInterceptor {

    private static final Text UNKNOWN = Text.of("未知参数", "unknown parameter");

    private final Map<HandlerMethod, Declared> declared = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && request.getDispatcherType() == DispatcherType.REQUEST
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("io.shoudan.")) {
            // Bounded by the number of controller methods.
            var known = declared.computeIfAbsent(method, StrictParameters::declaredBy);
            var unknown = unknownIn(request.getQueryString(), known);
            if (!unknown.isEmpty()) {
                throw Problem.invalid(unknown);
            }
        }
        return true;
    }

    private static List<FieldProblem> unknownIn(String query, Declared known) {
        if (known.anything()) {
            return List.of();
        }
        return Arrays.stream(query.split("&", -1))
                .filter(it -> !it.isEmpty())
                .map(it -> nameIn(it))
                .distinct()
                .filter(it -> !known.names().contains(it))
                .sorted()
                .map(it -> new FieldProblem(it, UNKNOWN))
                .toList();
    }

    private static String nameIn(String pair) {
        int equals = pair.indexOf('=');
        var encoded = equals < 0 ? pair : pair.substring(0, equals);
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded; // Broken percent encoding names nothing that we declare.
        }
    }

    private static Declared declaredBy(HandlerMethod method) {
        var names = new HashSet<String>();
        boolean anything = false;
        for (var parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                anything |= Map.class.isAssignableFrom(parameter.getParameterType());
                names.add(nameOf(annotation, parameter));
            } else if (bindsQuery(parameter)) {
                names.addAll(propertiesOf(parameter));
            }
        }
        return new Declared(Set.copyOf(names), anything);
    }

    private static String nameOf(RequestParam annotation, MethodParameter parameter) {
        return annotation.name().isEmpty()
                ? Objects.requireNonNullElse(parameter.getParameterName(), "")
                : annotation.name();
    }

    /// Without an annotation that says where a value comes from, Spring takes it from the query.
    private static boolean bindsQuery(MethodParameter parameter) {
        return Arrays.stream(parameter.getParameterAnnotations())
                .map(Annotation::annotationType)
                .noneMatch(it -> it != ModelAttribute.class && isOfSpringWeb(it));
    }

    private static boolean isOfSpringWeb(Class<?> annotation) {
        return annotation.getPackage() == RequestParam.class.getPackage();
    }

    private static List<String> propertiesOf(MethodParameter parameter) {
        var type = parameter.getParameterType();
        if (BeanUtils.isSimpleProperty(type)) {
            return List.of(Objects.requireNonNullElse(parameter.getParameterName(), ""));
        }
        var names = new ArrayList<String>();
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(names::add);
        }
        return names;
    }

    /// @param anything whether the method takes all parameters there are, as a map
    private record Declared(Set<String> names, boolean anything) {}
}
