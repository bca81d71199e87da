package io.shoudan.merchant.merchant;

import io.shoudan.contracts.merchant.api.MerchantsApi;
import io.shoudan.contracts.merchant.model.Merchant;
import io.shoudan.contracts.merchant.model.MerchantPage;
import io.shoudan.contracts.merchant.model.MerchantSetting;
import io.shoudan.contracts.merchant.model.Outlet;
import io.shoudan.contracts.merchant.model.OutletList;
import io.shoudan.contracts.merchant.model.OutletSetting;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Merchants and outlets over HTTP. A merchant reads itself, whatever its status; operators read
/// and change all.
@RestController
class MerchantEndpoint implements MerchantsApi {

    private final Merchants merchants;
    private final Outlets outlets;

    MerchantEndpoint(Merchants merchants, Outlets outlets) {
        this.merchants = merchants;
        this.outlets = outlets;
    }

    @Override
    public ResponseEntity<MerchantPage> listMerchants(Integer limit, @Nullable String after) {
        var start = after == null ? "" : Cursor.read(after);
        // One more than asked for tells whether there is a next page.
        var found = merchants.page(start, limit + 1, Callers.current());
        var page = new MerchantPage().items(found.subList(0, Math.min(limit, found.size())));
        if (found.size() > limit) {
            page.next(Cursor.after(page.getItems().getLast().getMerchantId()));
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<Merchant> getMerchant(String merchantId) {
        return ResponseEntity.ok(visible(merchantId));
    }

    @Override
    @OperatorOnly
    public ResponseEntity<Merchant> putMerchant(String merchantId, MerchantSetting setting) {
        Remark.checked("name", setting.getName());
        return ResponseEntity.ok(merchants.put(merchantId, setting));
    }

    @Override
    public ResponseEntity<OutletList> listOutlets(String merchantId) {
        var merchant = visible(merchantId);
        return ResponseEntity.ok(new OutletList().items(outlets.of(merchant.getMerchantId())));
    }

    @Override
    @OperatorOnly
    public ResponseEntity<Outlet> putOutlet(
            String merchantId, String outletId, OutletSetting setting) {
        Position.check(setting);
        Remark.checked("name", setting.getName());
        Remark.checked("address", setting.getAddress());
        return ResponseEntity.ok(outlets.put(merchantId, outletId, setting));
    }

    private Merchant visible(String merchantId) {
        return merchants.find(merchantId, Callers.current()).orElseThrow(Problem::notFound);
    }
}
