package io.shoudan.platform.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The relay's side of table `outbox`: all its reading and deleting.
final class WaitingEvents {

    /// First key of the advisory locks, so that they meet nobody else's: "OBOX".
    private static final int LOCKS = 0x4F42_4F58;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WaitingEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Shards that hold at least one row, ascending. Sixteen index probes, however long the
    /// backlog.
    List<Integer> shards() {
        return jdbc.sql(
                        """
                        select shard
                          from generate_series(0, :last) shard
                         where exists (select 1 from outbox o where o.shard = shard.shard)
                         order by shard
                        """)
                .param("last", OutboxRow.SHARDS - 1)
                .query((row, _) -> row.getInt("shard"))
                .list();
    }

    /// Makes the current transaction the only one that relays `shard`, until it ends; false if
    /// another one is.
    boolean claim(int shard) {
        return jdbc.sql("select pg_try_advisory_xact_lock(:locks, :shard)")
                .param("locks", LOCKS)
                .param("shard", shard)
                .query(Boolean.class)
                .single();
    }

    /// The oldest rows of a claimed shard. A statement of its own, after the claim: its snapshot
    /// then sees what the previous owner deleted.
    ///
    /// @param maxRows  1 or more
    /// @param maxBytes of payloads together; one row comes in any case
    List<WaitingEvent> oldest(int shard, int maxRows, long maxBytes) {
        return jdbc.sql(
                        """
                        select id, topic, key, headers, payload
                          from (select *,
                                       row_number() over w as position,
                                       sum(octet_length(payload)) over w as bytes
                                  from (select *
                                          from outbox
                                         where shard = :shard
                                         order by id
                                         limit :rows) oldest
                                window w as (order by id)) counted
                         where position = 1 or bytes <= :bytes
                         order by id
                        """)
                .param("shard", shard)
                .param("rows", maxRows)
                .param("bytes", maxBytes)
                .query((row, _) -> toEvent(row))
                .list();
    }

    /// The topic of the oldest row of a shard, claimed or not.
    Optional<String> nextTopic(int shard) {
        return jdbc.sql("select topic from outbox where shard = :shard order by id limit 1")
                .param("shard", shard)
                .query(String.class)
                .optional();
    }

    /// Forgets rows that Kafka has acknowledged.
    void delete(List<WaitingEvent> sent) {
        var ids = sent.stream().map(WaitingEvent::id).toArray(Long[]::new);
        int deleted =
                jdbc.sql("delete from outbox where id = any(:ids)").param("ids", ids).update();
        if (deleted != sent.size()) {
            throw new IllegalStateException(
                    "must own its shard: deleted=" + deleted + " of " + sent.size());
        }
    }

    /// How much waits and for how long. Counts at most a million.
    Backlog backlog() {
        return jdbc.sql(
                        """
                        select (select count(*)
                                  from (select 1 from outbox limit 1000000) o) as rows,
                               coalesce((select extract(epoch from clock_timestamp() - created_at)
                                           from outbox
                                          order by id
                                          limit 1), 0)::bigint as age_s
                        """)
                .query((row, _) -> new Backlog(row.getLong("rows"), row.getLong("age_s")))
                .single();
    }

    private WaitingEvent toEvent(ResultSet row) throws SQLException {
        return new WaitingEvent(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("key"),
                headers(row.getString("headers")),
                row.getBytes("payload"));
    }

    private Map<String, String> headers(String object) {
        var headers = new HashMap<String, String>();
        json.readTree(object)
                .properties()
                .forEach(it -> headers.put(it.getKey(), it.getValue().asString()));
        return headers;
    }

    /// @param rows       waiting, at most a million
    /// @param ageSeconds of the oldest, 0 if none
    record Backlog(long rows, long ageSeconds) {}
}
