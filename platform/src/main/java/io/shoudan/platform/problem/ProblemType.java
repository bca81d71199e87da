package io.shoudan.platform.problem;

import java.net.URI;
import java.util.Locale;

/// Every way in which a request can fail, as published to callers. A caller decides by the type,
/// not by title or detail.
public enum ProblemType {

    /// The request breaks its contract: unknown, missing, ill-typed or out-of-range fields, listed
    /// in `errors`. Repeating it unchanged is pointless.
    VALIDATION(400, "请求不符合接口约定", "The request does not follow its contract"),

    /// No token, or one that is expired, foreign or malformed.
    UNAUTHENTICATED(401, "未通过身份认证", "Authentication is required"),

    /// The token is good, but its roles do not reach this operation.
    FORBIDDEN(403, "没有权限", "The caller may not do this"),

    /// There is no such thing, or it belongs to somebody else: the two look the same on purpose.
    NOT_FOUND(404, "资源不存在", "There is no such resource"),

    METHOD_NOT_ALLOWED(405, "不支持该方法", "The method is not supported here"),

    NOT_ACCEPTABLE(406, "无法提供所要求的格式", "None of the accepted media types can be produced"),

    /// The same identity came back with other content, or the resource is in a state that rules the
    /// operation out.
    CONFLICT(409, "与当前状态冲突", "The request conflicts with the current state"),

    TOO_LARGE(413, "请求体过大", "The request body is too large"),

    UNSUPPORTED_MEDIA_TYPE(415, "不支持该媒体类型", "The media type is not supported"),

    /// Too many requests from this caller; `Retry-After` says when to come back.
    RATE_LIMITED(429, "请求过于频繁", "Too many requests"),

    /// A defect of ours. Whether the request took effect is **unknown**.
    INTERNAL(500, "服务内部错误", "Something went wrong on our side"),

    /// Something we need is away or overloaded. Whether the request took effect, now or when it was
    /// sent before, is **unknown**: ask again with the same identity.
    UNAVAILABLE(503, "服务暂不可用", "The service is temporarily unavailable"),

    /// The caller's deadline passed before there was an outcome. Whether the request took effect is
    /// **unknown**: ask again with the same identity.
    DEADLINE_EXCEEDED(504, "处理超时", "The deadline passed before there was an outcome");

    private static final String BASE = "https://shoudan.io/problems/";

    private final int status;
    private final String zh;
    private final String en;
    private final URI uri;

    ProblemType(int status, String zh, String en) {
        this.status = status;
        this.zh = zh;
        this.en = en;
        this.uri = URI.create(BASE + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /// The HTTP status, 400 to 504.
    public int status() {
        return status;
    }

    public Text title() {
        return Text.of(zh, en);
    }

    /// What a problem document carries in `type`, for example
    /// `https://shoudan.io/problems/conflict`.
    public URI uri() {
        return uri;
    }

    /// The type that stands for a bare HTTP status, as frameworks throw it.
    static ProblemType ofStatus(int status) {
        for (var type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status >= 400 && status < 500 ? VALIDATION : INTERNAL;
    }
}
