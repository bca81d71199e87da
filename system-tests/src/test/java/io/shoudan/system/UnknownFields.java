package io.shoudan.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what Kubernetes' models were given and have no field for. Each model keeps such values in
/// `getAdditionalProperties()`.
final class UnknownFields {

    private UnknownFields() {}

    /// Adds the JSON pointer of each unknown field of `value` and of everything in it to `found`.
    static void in(@Nullable Object value, String pointer, List<String> found) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                in(list.get(i), pointer + "/" + i, found);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> in(each, pointer + "/" + key, found));
        } else if (value != null
                && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
            inModel(value, pointer, found);
        }
    }

    private static void inModel(Object model, String pointer, List<String> found) {
        for (Method method : model.getClass().getMethods()) {
            String name = method.getName();
            if (method.getParameterCount() != 0 || !name.startsWith("get") || name.length() < 4) {
                continue;
            }
            if (name.equals("getAdditionalProperties")) {
                Map<?, ?> unknown = (Map<?, ?>) call(model, method);
                if (unknown != null) {
                    unknown.keySet().forEach(key -> found.add(pointer + "/" + key));
                }
            } else {
                String field = Character.toLowerCase(name.charAt(3)) + name.substring(4);
                in(call(model, method), pointer + "/" + field, found);
            }
        }
    }

    private static @Nullable Object call(Object model, Method getter) {
        try {
            return getter.invoke(model);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(getter.toString(), e);
        }
    }
}
