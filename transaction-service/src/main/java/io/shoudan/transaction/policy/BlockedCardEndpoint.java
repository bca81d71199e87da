package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.api.BlockedCardsApi;
import io.shoudan.contracts.transaction.model.BlockedCard;
import io.shoudan.contracts.transaction.model.BlockedCardPage;
import io.shoudan.contracts.transaction.model.BlockedCardSetting;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where operators keep the blacklist. A card number comes in once and never goes out.
@RestController
@OperatorOnly
class BlockedCardEndpoint implements BlockedCardsApi {

    private static final Logger LOG = LoggerFactory.getLogger(BlockedCardEndpoint.class);
    private static final Text NO_CARD = Text.of("不是有效的卡号", "is no card number");

    private final BlockedCards cards;

    BlockedCardEndpoint(BlockedCards cards) {
        this.cards = cards;
    }

    @Override
    public ResponseEntity<BlockedCardPage> listBlockedCards(Integer limit, @Nullable Long after) {
        // One more than asked for tells whether there is a next page.
        var found = cards.page(after, limit + 1);
        var page = new BlockedCardPage(found.subList(0, Math.min(limit, found.size())));
        if (found.size() > limit) {
            page.next(page.getItems().getLast().getId());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<BlockedCard> blockCard(BlockedCardSetting setting) {
        var pan = Pan.of(setting.getPan());
        if (!pan.lengthValid() || !pan.luhnValid()) {
            throw Problem.invalid("pan", NO_CARD);
        }
        var reason = Remark.checked("reason", setting.getReason());
        var by = Callers.current().clientId();
        var block = cards.block(pan, reason, by);
        log(block.getId(), by, "card blocked");
        return ResponseEntity.ok(block);
    }

    @Override
    public ResponseEntity<Void> unblockCard(Long blockedCardId) {
        var by = Callers.current().clientId();
        if (!cards.unblock(blockedCardId, by)) {
            throw Problem.notFound();
        }
        log(blockedCardId, by, "card unblocked");
        return ResponseEntity.noContent().build();
    }

    private static void log(long id, String by, String message) {
        LOG.atWarn().addKeyValue("blocked_card_id", id).addKeyValue("changed_by", by).log(message);
    }
}
