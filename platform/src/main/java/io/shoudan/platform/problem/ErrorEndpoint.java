package io.shoudan.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the container shows when a request failed outside Spring MVC: in a filter, or refused by
/// the firewall. The same document as everywhere else.
@RestController
final class ErrorEndpoint implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDocument> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Asked for directly, this path is as empty as any other.
        var type =
                status instanceof Integer code ? ProblemType.ofStatus(code) : ProblemType.NOT_FOUND;
        if (type == ProblemType.INTERNAL
                && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
                        instanceof Throwable fault) {
            Faults.log(fault, request);
        }
        return ResponseEntity.status(type.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.document(request, Problem.of(type)));
    }
}
