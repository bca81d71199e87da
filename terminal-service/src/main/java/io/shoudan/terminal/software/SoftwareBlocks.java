package io.shoudan.terminal.software;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of blocked software. A block that was lifted stays there: who stopped a merchant's
/// terminals, why and how long, is asked later.
@Component
public class SoftwareBlocks {

    private final JdbcClient jdbc;
    private final Clock clock;

    SoftwareBlocks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Whether a terminal of this model may not go on with this version.
    public boolean blocked(String model, String version) {
        return jdbc.sql(
                        """
                        select exists (
                               select from software_block
                                where version = :version
                                  and (model is null or model = :model)
                                  and lifted_at is null)
                        """)
                .param("version", version)
                .param("model", model)
                .query(Boolean.class)
                .single();
    }

    /// Blocks a version at once, on every instance.
    ///
    /// @param model absent for every model
    /// @return the block in force, which may be an older one
    public SoftwareBlock block(String version, @Nullable String model, String reason, String by) {
        jdbc.sql(
                        """
                        insert into software_block (version, model, reason, blocked_by, blocked_at)
                        values (:version, :model, :reason, :by, :now)
                        on conflict (version, coalesce(model, '')) where lifted_at is null
                        do nothing
                        """)
                .param("version", version)
                .param("model", model)
                .param("reason", reason)
                .param("by", by)
                .param("now", now())
                .update();
        return jdbc.sql(
                        """
                        select * from software_block
                         where version = :version
                           and model is not distinct from :model::text
                         order by id desc
                         limit 1
                        """)
                .param("version", version)
                .param("model", model)
                .query(SoftwareBlocks::toBlock)
                .single();
    }

    /// Ends a block at once, on every instance. One that has ended stays as it is.
    ///
    /// @return empty if there never was such a block
    public Optional<SoftwareBlock> lift(long id, String by) {
        jdbc.sql(
                        """
                        update software_block set lifted_by = :by, lifted_at = :now
                         where id = :id and lifted_at is null
                        """)
                .param("by", by)
                .param("now", now())
                .param("id", id)
                .update();
        return jdbc.sql("select * from software_block where id = :id")
                .param("id", id)
                .query(SoftwareBlocks::toBlock)
                .optional();
    }

    /// All blocks, newest first, lifted or not.
    ///
    /// @param before id of the last one seen; [Long#MAX_VALUE] for the first page
    public List<SoftwareBlock> list(long before, int limit) {
        return jdbc.sql(
                        """
                        select * from software_block
                         where id < :before
                         order by id desc
                         limit :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query(SoftwareBlocks::toBlock)
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static SoftwareBlock toBlock(ResultSet row, int number) throws SQLException {
        var liftedAt = row.getObject("lifted_at", OffsetDateTime.class);
        return new SoftwareBlock(
                row.getLong("id"),
                row.getString("version"),
                row.getString("model"),
                row.getString("reason"),
                row.getString("blocked_by"),
                row.getObject("blocked_at", OffsetDateTime.class).toInstant(),
                liftedAt == null
                        ? null
                        : new SoftwareBlock.Lifting(
                                row.getString("lifted_by"), liftedAt.toInstant()));
    }
}
