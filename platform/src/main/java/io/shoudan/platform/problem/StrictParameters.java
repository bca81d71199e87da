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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses query parameters that the operation does not declare, that say nothing, or that say two
/// things: `?limt=10`, `?kind=` and `?limit=1&limit=2` are mistakes that would otherwise go
/// unnoticed and return something else than was meant.
///
/// Only for our own controllers. Thread-safe; what a method declares is worked out once.
final class StrictParameters implements HandlerInterceptor {

    private static final Text UNKNOWN = Text.of("未知参数", "unknown parameter");
    private static final Text EMPTY = Text.of("参数值为空", "has no value");
    private static final Text REPEATED = Text.of("参数重复", "is given more than once");

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
            var wrong = wrongIn(request.getQueryString(), known);
            if (!wrong.isEmpty()) {
                throw Problem.invalid(wrong);
            }
        }
        return true;
    }

    /// At most one mistake a name, in the order of the names.
    private static List<FieldProblem> wrongIn(String query, Declared known) {
        if (known.anything()) {
            return List.of();
        }
        var wrong = new TreeMap<String, Text>();
        var seen = new HashSet<String>();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var name = nameIn(pair);
            if (!known.names().contains(name)) {
                wrong.put(name, UNKNOWN);
            } else if (!seen.add(name) && !known.lists().contains(name)) {
                wrong.put(name, REPEATED);
            } else if (pair.indexOf('=') < 0 || pair.endsWith("=")) {
                wrong.put(name, EMPTY);
            }
        }
        return wrong.entrySet().stream()
                .map(it -> new FieldProblem(it.getKey(), it.getValue()))
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
        var lists = new HashSet<String>();
        boolean anything = false;
        for (var parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                anything |= Map.class.isAssignableFrom(parameter.getParameterType());
                names.add(nameOf(annotation, parameter));
                if (Collection.class.isAssignableFrom(parameter.getParameterType())
                        || parameter.getParameterType().isArray()) {
                    lists.add(nameOf(annotation, parameter));
                }
            } else if (bindsQuery(parameter)) {
                names.addAll(propertiesOf(parameter));
            }
        }
        return new Declared(Set.copyOf(names), Set.copyOf(lists), anything);
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

    /// @param lists    of `names`, those that may be given more than once
    /// @param anything whether the method takes all parameters there are, as a map
    private record Declared(Set<String> names, Set<String> lists, boolean anything) {}
}
