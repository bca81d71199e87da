package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.model.BlockedCard;
import io.shoudan.iso8583.Pan;
import io.shoudan.transaction.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The blacklist. Knows cards by their keyed hash; one block of a card is in force at a time, those
/// lifted stay.
@Component
class BlockedCards {

    private final JdbcClient jdbc;
    private final Vault vault;

    BlockedCards(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /// Newest first.
    ///
    /// @param before the last id of the page before
    List<BlockedCard> page(@Nullable Long before, int limit) {
        return jdbc.sql(
                        """
                        select * from blocked_card
                         where unblocked_at is null
                           and (cast(:before as bigint) is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query(BlockedCards::map)
                .list();
    }

    /// @return the block in force, which may be an earlier one
    BlockedCard block(Pan pan, String reason, String by) {
        return jdbc.sql(
                        """
                        insert into blocked_card as known (pan_hash, masked_pan, reason, blocked_by)
                        values (:pan_hash, :masked_pan, :reason, :by)
                        on conflict (pan_hash) where unblocked_at is null do update
                           set reason = known.reason
                        returning *
                        """)
                .param("pan_hash", vault.hash(pan).toArray())
                .param("masked_pan", pan.masked())
                .param("reason", reason)
                .param("by", by)
                .query(BlockedCards::map)
                .single();
    }

    /// @return false if no such block is in force
    boolean unblock(long id, String by) {
        return jdbc.sql(
                                """
                                update blocked_card set unblocked_at = now(), unblocked_by = :by
                                 where id = :id and unblocked_at is null
                                """)
                        .param("id", id)
                        .param("by", by)
                        .update()
                == 1;
    }

    private static BlockedCard map(ResultSet row, int number) throws SQLException {
        return new BlockedCard(
                row.getLong("id"),
                row.getString("masked_pan"),
                row.getString("reason"),
                row.getObject("blocked_at", OffsetDateTime.class),
                row.getString("blocked_by"));
    }
}
