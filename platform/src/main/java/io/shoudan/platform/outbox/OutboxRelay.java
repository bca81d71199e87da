package io.shoudan.platform.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.Busy;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Passes committed events on to Kafka: at least once, in order per key, whatever number of
/// instances do the same.
///
/// One virtual thread per instance. It owns a shard for one transaction, in which it reads the
/// oldest rows, sends them, waits for Kafka and deletes them; a crash in between sends them again.
/// While Kafka is away it holds no database connection, asks again after a growing pause of at most
/// [OutboxProperties#maxBackOff], and says so once. Business transactions only insert rows and
/// never notice.
final class OutboxRelay implements SmartLifecycle, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int BATCH = 500;

    /// So that large events do not meet in memory; the producer's buffer is of the same order.
    private static final long BATCH_BYTES = 16L * 1024 * 1024;

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_WAIT = Duration.ofSeconds(12);

    private final Transactions transactions;
    private final WaitingEvents waiting;
    private final EventSender sender;
    private final OutboxSignal signal;
    private final OutboxProperties properties;
    private final Ticker ticker;

    private final AtomicLong backlogRows = new AtomicLong();
    private final AtomicLong backlogAgeSeconds = new AtomicLong();

    /// Written by the thread that starts and stops, read by the relay's.
    private volatile @Nullable Run current;

    OutboxRelay(
            Transactions transactions,
            WaitingEvents waiting,
            EventSender sender,
            OutboxSignal signal,
            OutboxProperties properties,
            Ticker ticker) {
        this.transactions = transactions;
        this.waiting = waiting;
        this.sender = sender;
        this.signal = signal;
        this.properties = properties;
        this.ticker = ticker;
    }

    @Override
    public void start() {
        var run = new Run();
        current = run;
        run.thread.start();
    }

    /// Lets the batch under way finish, for at most 12 s; what is left waits in the table.
    @Override
    public void stop() {
        var run = current;
        current = null;
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return current != null;
    }

    /// Stops after web server and listeners, whose last events shall still leave.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shoudan.outbox.backlog", backlogRows, AtomicLong::get)
                .description("Events committed and not yet acknowledged by Kafka")
                .register(registry);
        Gauge.builder("shoudan.outbox.age", backlogAgeSeconds, AtomicLong::get)
                .description("Age of the oldest event that is waiting")
                .baseUnit("seconds")
                .register(registry);
    }

    /// One start of the relay, so that a stop can't reach the next start.
    private final class Run implements Runnable {

        private final CountDownLatch stopping = new CountDownLatch(1);
        private final Thread thread = Thread.ofVirtual().name("outbox-relay").unstarted(this);
        private @Nullable String stuckTopic;
        private int failures;
        private int next;
        private long measuredAtNanos = ticker.nanos() - MEASURE_EVERY.toNanos();

        @Override
        public void run() {
            try {
                while (stopping.getCount() > 0) {
                    try {
                        turn();
                    } catch (KafkaException
                            | DataAccessException
                            | TransactionException
                            | CommitUnknown
                            | Busy fault) {
                        pause(fault);
                    } catch (RuntimeException defect) {
                        // The outermost loop: events must keep flowing after a defect, too.
                        LOG.atError().setCause(defect).log("outbox relay failed");
                        pause(defect);
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                sender.close();
            }
        }

        private void turn() throws InterruptedException {
            measure();
            boolean more = false;
            for (int shard : inTurn(waiting.shards())) {
                if (stopping.getCount() == 0) {
                    return;
                }
                next = shard + 1; // Whatever happens now, the others get their turn first.
                if (failures > 0) {
                    probe(shard);
                }
                more |= relay(shard);
            }
            recovered();
            if (!more) {
                signal.await(properties.interval());
            }
        }

        /// Rotated, so that a shard that can't be sent does not starve those behind it.
        private List<Integer> inTurn(List<Integer> shards) {
            return Stream.concat(
                            shards.stream().filter(it -> it >= next),
                            shards.stream().filter(it -> it < next))
                    .toList();
        }

        /// After a failure, asks Kafka before a connection is held while it may not answer.
        private void probe(int shard) {
            var topic = waiting.nextTopic(shard);
            if (topic.isPresent()) {
                stuckTopic = topic.get();
                sender.probe(topic.get());
            }
        }

        /// Whether the shard may hold more.
        private boolean relay(int shard) {
            var outcome = transactions.in(() -> relayClaimed(shard));
            if (outcome.fault() != null) {
                stuckTopic = outcome.stuckTopic();
                throw new KafkaException("not acknowledged", outcome.fault());
            }
            return outcome.full();
        }

        private Outcome relayClaimed(int shard) {
            if (!waiting.claim(shard)) {
                return Outcome.NOTHING;
            }
            var events = waiting.oldest(shard, BATCH, BATCH_BYTES);
            if (events.isEmpty()) {
                return Outcome.NOTHING;
            }
            var sent = sender.send(events);
            if (sent.acknowledged() > 0) {
                waiting.delete(events.subList(0, sent.acknowledged()));
            }
            return sent.fault() == null
                    ? new Outcome(full(events), null, null)
                    : new Outcome(true, sent.fault(), events.get(sent.acknowledged()).topic());
        }

        private static boolean full(List<WaitingEvent> events) {
            long bytes = events.stream().mapToLong(it -> it.payload().length).sum();
            return events.size() == BATCH || bytes + OutboxRow.MAX_PAYLOAD_BYTES > BATCH_BYTES;
        }

        private void recovered() {
            if (failures > 0) {
                LOG.atInfo()
                        .addKeyValue("failures", failures)
                        .addKeyValue("backlog", backlogRows.get())
                        .log("outbox relay works again");
                failures = 0;
            }
        }

        private void pause(RuntimeException fault) throws InterruptedException {
            if (failures == 0) {
                LOG.atWarn()
                        .addKeyValue("cause", rootOf(fault).getClass().getName())
                        .addKeyValue("topic", stuckTopic)
                        .log("outbox relay waits; events stay in the database");
            }
            failures = Math.min(failures + 1, 1_000_000);
            var backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 16));
            var capped =
                    backOff.compareTo(properties.maxBackOff()) < 0
                            ? backOff
                            : properties.maxBackOff();
            // Nothing else here: a fault in it would end the thread, and no event would leave any
            // more.
            var _ = stopping.await(capped.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void measure() {
            if (ticker.nanos() - measuredAtNanos >= MEASURE_EVERY.toNanos()) {
                var backlog = waiting.backlog();
                backlogRows.set(backlog.rows());
                backlogAgeSeconds.set(backlog.ageSeconds());
                measuredAtNanos = ticker.nanos();
            }
        }

        void stop() {
            stopping.countDown();
            signal.raise();
            try {
                if (!thread.join(STOP_WAIT)) {
                    LOG.atWarn().log("outbox relay did not stop in time");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Throwable rootOf(Throwable fault) {
        var root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /// @param full       whether the shard may hold more
    /// @param fault      why not everything was sent
    /// @param stuckTopic the topic of the first event that was not
    private record Outcome(boolean full, @Nullable Throwable fault, @Nullable String stuckTopic) {

        static final Outcome NOTHING = new Outcome(false, null, null);
    }
}
