package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Copied;
import io.shoudan.system.history.Fact.Entry;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Line;
import io.shoudan.system.history.Fact.Looked;
import io.shoudan.system.history.Fact.Measured;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Posting;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.Searched;
import io.shoudan.system.history.Fact.Step;
import io.shoudan.system.history.Fact.Taken;
import java.util.ArrayList;
import java.util.List;

/// What must hold whatever broke during a run. Those that are not here can't be checked yet;
/// `docs/history-checker.md` says why.
public enum Invariant {
    // spotless:off  A table.
    I1 ("every approval that a terminal saw is one row that says the same",
            AnswerChecks::everyApprovalIsOneRow, List.of(Exchanged.class, Payment.class)),
    I2 ("no decline that a terminal saw has a net effect",
            AnswerChecks::noDeclineHasAnEffect, List.of(Exchanged.class, Payment.class, Recorded.class)),
    I3 ("every request is resolved, once",
            PaymentChecks::everyRequestIsResolvedOnce, List.of(Payment.class, Step.class)),
    I4 ("repeats have one authorization and hear one answer",
            AnswerChecks::repeatsHearOneAnswer, List.of(Exchanged.class, Payment.class, Recorded.class)),
    I5 ("there are as many rows as accepted originals",
            AnswerChecks::everyOriginalHasItsOwnRow, List.of(Exchanged.class, Payment.class)),
    I6 ("a terminal hears its own answer, or that there is none, in time",
            AnswerChecks::everyTerminalHearsInTime, List.of(Exchanged.class)),
    I7 ("what stands here stands at the network",
            NetworkChecks::whatStandsHereStandsThere, List.of(Payment.class, Recorded.class)),
    I8 ("each reversal takes effect once",
            PaymentChecks::eachReversalTakesEffectOnce, List.of(Payment.class, Recorded.class)),
    I9 ("late approvals never surface and are reversed",
            PaymentChecks::lateApprovalsNeverSurface, List.of(Exchanged.class, Payment.class, Recorded.class)),
    I10("nothing is sent past its deadline, before the sign-on or with the switch off",
            NetworkChecks::nothingIsSentThatMayNotBe, List.of(Payment.class, Recorded.class)),
    I11("each capture has one settlement line and one set of postings",
            SettlementChecks::eachCaptureIsPostedOnce, List.of(Payment.class, Line.class, Entry.class, Posting.class)),
    I17("events are what happened, in order per key",
            EventChecks::eventsAreWhatHappened, List.of(Payment.class, Step.class, Said.class)),
    I18("consumers take each event in once, and hold what a replay gives",
            SettlementChecks::consumersHoldWhatAReplayGives, List.of(Said.class, Taken.class, Copied.class)),
    I20("an approval is found by reference at once, in lists within 2 s",
            OperationChecks::approvalsAreFoundSoon, List.of(Looked.class)),
    I22("no card number, track, PIN block or key is anywhere in the clear",
            OperationChecks::nothingIsInTheClear, List.of(Searched.class)),
    I24("refused requests leave nothing, and nobody is asked to sign on for nothing",
            OperationChecks::refusedRequestsLeaveNothing, List.of(Exchanged.class, Payment.class)),
    I25("threads, connections and heap go back to where they were",
            OperationChecks::resourcesComeBack, List.of(Measured.class));
    // spotless:on

    private final String says;

    // Every constant's function is a static method: immutable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Check check;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of: immutable.
    private final List<Class<? extends Fact>> needs;

    /// Looks through a history for what breaks the invariant.
    interface Check {
        void look(Lookup history, Findings findings);
    }

    Invariant(String says, Check check, List<Class<? extends Fact>> needs) {
        this.says = says;
        this.check = check;
        this.needs = needs;
    }

    String says() {
        return says;
    }

    /// Facts without which nothing can be said.
    List<Class<? extends Fact>> needs() {
        return needs;
    }

    /// A history that lacks what the check needs breaks the invariant: silence is no proof.
    List<Violation> violations(Lookup history) {
        List<Violation> missing = new ArrayList<>();
        for (var kind : needs) {
            if (history.all(kind).isEmpty()) {
                var what = Violation.NOTHING_TO_LOOK_AT;
                missing.add(new Violation(this, what, kind.getSimpleName()));
            }
        }
        if (!missing.isEmpty()) {
            return missing;
        }
        var findings = new Findings(this);
        check.look(history, findings);
        return findings.all();
    }
}
