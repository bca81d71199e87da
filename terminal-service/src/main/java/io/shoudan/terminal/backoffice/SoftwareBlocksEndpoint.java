package io.shoudan.terminal.backoffice;

import io.shoudan.contracts.terminal.api.SoftwareApi;
import io.shoudan.contracts.terminal.model.SoftwareBlock;
import io.shoudan.contracts.terminal.model.SoftwareBlockPage;
import io.shoudan.contracts.terminal.model.SoftwareBlockRequest;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import io.shoudan.terminal.software.SoftwareBlocks;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// `/v1/software-blocks`.
@RestController
@OperatorOnly
class SoftwareBlocksEndpoint implements SoftwareApi {

    private static final Logger LOG = LoggerFactory.getLogger(SoftwareBlocksEndpoint.class);

    private final SoftwareBlocks blocks;

    SoftwareBlocksEndpoint(SoftwareBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public ResponseEntity<SoftwareBlock> blockSoftware(SoftwareBlockRequest request) {
        var version = Remark.checked("version", request.getVersion());
        var reason = Remark.checked("reason", request.getReason());
        var by = Callers.current().clientId();
        var block = blocks.block(version, request.getModel(), reason, by);
        LOG.atWarn()
                .addKeyValue("block", block.id())
                .addKeyValue("blocked_by", block.blockedBy())
                .log("software blocked");
        return ResponseEntity.ok(toModel(block));
    }

    @Override
    public ResponseEntity<SoftwareBlock> liftSoftwareBlock(Long blockId) {
        var by = Callers.current().clientId();
        var block = blocks.lift(blockId, by).orElseThrow(Problem::notFound);
        LOG.atWarn()
                .addKeyValue("block", block.id())
                .addKeyValue("lifted_by", by)
                .log("software block lifted");
        return ResponseEntity.ok(toModel(block));
    }

    @Override
    public ResponseEntity<SoftwareBlockPage> listSoftwareBlocks(
            Integer limit, @Nullable String after) {
        // One more than asked for tells whether there is another page.
        var rows = blocks.list(Cursor.before(after), limit + 1);
        var shown = rows.subList(0, Math.min(rows.size(), limit));
        var page =
                new SoftwareBlockPage(shown.stream().map(SoftwareBlocksEndpoint::toModel).toList());
        return ResponseEntity.ok(
                rows.size() > limit ? page.next(Long.toString(shown.getLast().id())) : page);
    }

    private static SoftwareBlock toModel(io.shoudan.terminal.software.SoftwareBlock block) {
        var model =
                new SoftwareBlock(
                                block.id(),
                                block.version(),
                                block.reason(),
                                block.blockedBy(),
                                block.blockedAt().atOffset(ZoneOffset.UTC))
                        .model(block.model());
        var lifted = block.lifted();
        return lifted == null
                ? model
                : model.liftedBy(lifted.by()).liftedAt(lifted.at().atOffset(ZoneOffset.UTC));
    }
}
