package io.shoudan.platform.sample;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.ProblemType;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.request.Requests;
import io.shoudan.platform.security.Caller;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OpenPaths;
import io.shoudan.platform.security.OperatorOnly;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// One endpoint of every kind.
@RestController
class SampleEndpoint {

    /// @param merchantId a nullable component: operators have none
    record Seen(String clientId, @Nullable String merchantId, String requestId, long deadlineMs) {}

    record Line(@NotNull @Min(1) @Max(999) Integer amount, @NotNull Currency currency) {}

    record Order(
            @NotNull @Size(min = 1, max = 8) String name,
            int count,
            @Nullable Instant at,
            @Nullable Ratio ratio,
            @NotNull @Valid List<@Valid Line> lines) {}

    /// A type with a rule of its own, whose message quotes the value, as such messages do.
    record Ratio(int percent) {
        Ratio {
            if (percent > 100) {
                throw new IllegalArgumentException("must be 0..100: percent=" + percent);
            }
        }
    }

    enum Currency {
        CNY,
        USD
    }

    @Configuration(proxyBeanMethods = false)
    static class Paths {

        @Bean
        OpenPaths openPaths() {
            return OpenPaths.of("/open/**");
        }
    }

    @GetMapping("/open/hello")
    String open() {
        return "hello";
    }

    @PostMapping("/open/form")
    List<String> form(@RequestParam MultiValueMap<String, String> form) {
        return form.entrySet().stream().map(Object::toString).toList();
    }

    @GetMapping("/api/v1/whoami")
    Seen whoami(Caller caller) {
        return new Seen(
                caller.clientId(),
                caller.merchantId(),
                Requests.id(),
                Requests.deadline().remainingMillis());
    }

    @OperatorOnly
    @GetMapping("/api/v1/switches")
    String switches() {
        return Callers.current().clientId();
    }

    @OperatorOnly
    @PostMapping("/api/v1/switches")
    String set() {
        return Callers.current().clientId();
    }

    @GetMapping("/internal/v1/status")
    Seen internal(Caller caller) {
        return whoami(caller);
    }

    @PostMapping("/api/v1/orders")
    Order order(@Valid @RequestBody Order order) {
        return order;
    }

    @GetMapping("/api/v1/orders")
    List<String> orders(
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam String day) {
        return List.of(String.valueOf(limit), day, String.valueOf(after));
    }

    @GetMapping("/api/v1/orders/{id}")
    String one(@PathVariable int id) {
        throw switch (id) {
            case 404 -> Problem.notFound();
            case 409 -> Problem.conflict(Text.of("已撤销", "Already voided"));
            case 503 -> Problem.of(ProblemType.UNAVAILABLE);
            case 504 -> new io.shoudan.platform.request.DeadlineExceeded();
            default -> new IllegalStateException("secret 6222021234567890123 in a message");
        };
    }
}
