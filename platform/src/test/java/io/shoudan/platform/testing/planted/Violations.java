package io.shoudan.platform.testing.planted;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.springframework.beans.factory.annotation.Autowired;

/// Breaks every rule of the house, in a package that breaks one itself by having no `package-info`.
@SuppressWarnings({"unused", "JavaUtilDate", "ThreadJoinLoop"})
class Violations {

    @Autowired private String injected;

    private final Object local = ThreadLocal.withInitial(() -> "");

    private double rate;

    Violations(@org.springframework.beans.factory.annotation.Value("${a}") String value) {}

    float share(float part) throws InterruptedException {
        Thread.sleep(1);
        Logger.getAnonymousLogger();
        return part;
    }

    void times() {
        Supplier<Instant> now = Instant::now;
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var millis = System.currentTimeMillis();
        var date = new Date();
        var nanos = System.nanoTime();
    }
}
