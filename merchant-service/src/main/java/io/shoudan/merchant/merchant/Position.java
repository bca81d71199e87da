package io.shoudan.merchant.merchant;

import io.shoudan.contracts.merchant.model.OutletSetting;
import io.shoudan.platform.problem.FieldProblem;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Where an outlet is on the globe: both coordinates or none, and no place outside of it. The
/// contract's patterns can't say either.
final class Position {

    private static final Text ALONE =
            Text.of("经度和纬度必须同时提供", "latitude and longitude come together");
    private static final Text OFF_THE_GLOBE = Text.of("超出取值范围", "is out of range");

    private static final BigDecimal MAX_LATITUDE = BigDecimal.valueOf(90);
    private static final BigDecimal MAX_LONGITUDE = BigDecimal.valueOf(180);

    private Position() {}

    /// @throws Problem `validation`, naming the coordinate
    static void check(OutletSetting setting) {
        var faults = new ArrayList<FieldProblem>();
        var latitude = setting.getLatitude();
        var longitude = setting.getLongitude();
        if (beyond(latitude, MAX_LATITUDE)) {
            faults.add(new FieldProblem("latitude", OFF_THE_GLOBE));
        }
        if (beyond(longitude, MAX_LONGITUDE)) {
            faults.add(new FieldProblem("longitude", OFF_THE_GLOBE));
        }
        if (latitude == null && longitude != null) {
            faults.add(new FieldProblem("latitude", ALONE));
        }
        if (longitude == null && latitude != null) {
            faults.add(new FieldProblem("longitude", ALONE));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static boolean beyond(@Nullable String degrees, BigDecimal max) {
        return degrees != null && new BigDecimal(degrees).abs().compareTo(max) > 0;
    }
}
