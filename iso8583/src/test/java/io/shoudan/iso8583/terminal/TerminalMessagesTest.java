package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_TIME;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT_NAME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.IncompleteMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.standard.Iso87;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a message must carry, and how requests are told apart.
class TerminalMessagesTest {

    private static Message golden(String name) {
        return TerminalFrame.unpack(GoldenFrame.named(name).body()).message();
    }

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            message                        | without    | reported at
            purchase-manual                | 2          | 2
            purchase-manual                | 3          | 3
            purchase-manual                | 4          | 4
            purchase-manual                | 11         | 11
            purchase-manual                | 14         |
            purchase-manual                | 22         | 22
            purchase-manual                | 25         | 25
            purchase-manual                | 41         | 41
            purchase-manual                | 42         | 42
            purchase-manual                | 49         | 49
            purchase-manual                | 60         | 60
            purchase-manual                | 64         |
            purchase-manual                | 4 41       | 41 4
            purchase-chip-pin-19-digit-pan | 2          |
            purchase-chip-pin-19-digit-pan | 35         |
            purchase-chip-pin-19-digit-pan | 23         |
            purchase-chip-pin-19-digit-pan | 55         | 55
            purchase-chip-pin-19-digit-pan | 26         | 26
            purchase-chip-pin-19-digit-pan | 52         | 52
            purchase-chip-pin-19-digit-pan | 53         | 53
            void                           | 61         | 61
            void                           | 22 37 38   |
            refund-partial                 | 61         |
            refund-partial                 | 37 61      | 61
            reversal-no-answer             | 25 49      |
            reversal-no-answer             | 39         | 39
            reversal-no-answer             | 60         | 60
            balance                        | 49         | 49
            settlement                     | 48         | 48
            settlement                     | 49 63      |
            batch-upload                   | 48         | 48
            sign-on-003                    | 63         |
            sign-on-003                    | 11         | 11
            echo                           | 42         | 42
            purchase-approved              | 39         | 39
            purchase-approved              | 38 44 63   |
            """)
    void missesWhatMustBeThere(String name, String without, String paths) {
        var builder = golden(name).toBuilder();
        for (var number : without.split(" ", -1)) {
            builder.remove(DIALECT.field(Integer.parseInt(number)).orElseThrow());
        }

        assertThat(DIALECT.check(builder.unchecked()).stream().map(Finding::path))
                .containsExactlyInAnyOrder(paths == null ? new String[0] : paths.split(" ", -1));
    }

    /// Section 9 of the protocol: 0510 has the host's totals, 0330 the count. A refusal has none.
    @ParameterizedTest
    @CsvSource({
        "settlement, 00, 48",
        "batch-upload, 00, 48",
        "batch-upload-end, 00, 48",
        "batch-upload, 30,"
    })
    void tellsTotalsAndCountsInApprovals(String request, String code, String missing) {
        var answer =
                golden(request)
                        .answer(Set.of())
                        .set(LOCAL_TIME, LocalTime.NOON)
                        .set(LOCAL_DATE, MonthDay.of(11, 22))
                        .set(RETRIEVAL_REFERENCE, "632600000001")
                        .set(RESPONSE_CODE, code)
                        .unchecked();

        assertThat(DIALECT.check(answer).stream().map(Finding::path))
                .containsExactlyElementsOf(Optional.ofNullable(missing).stream().toList());
    }

    /// Sections 4 and 9 of the protocol: a sign-on that succeeds gets the acquirer and keys, one
    /// that is refused no keys; a batch that is asked for again comes with the next trace number.
    @ParameterizedTest
    @CsvSource({
        "003, 00, 32 62,",
        "003, 00, 62, 32",
        "003, 00, 32, 62",
        "003, 00, '', 32 62",
        "003, 97, '',",
        "003, 97, 32 62, 62",
        "003, 97, 62, 62",
        "701, 00, 48 62,",
        "701, 00, 62, 48",
        "701, 00, 48, 62",
        "701, 00, '', 48 62",
        "701, 40, '',"
    })
    void tellsInApprovalsWhatWasAskedFor(
            String networkCode, String code, String fields, String wrong) {
        var request =
                golden("sign-on-003").toBuilder()
                        .set(TRANSACTION, new TransactionField("00", "000007", networkCode))
                        .set(KEYS_OR_TEXT, Bytes.ofHex("303030303031"))
                        .build();
        var answer =
                request.answer(Set.of())
                        .set(LOCAL_TIME, LocalTime.NOON)
                        .set(LOCAL_DATE, MonthDay.of(11, 22))
                        .set(RETRIEVAL_REFERENCE, "632600000001")
                        .set(RESPONSE_CODE, code);
        for (var field : fields.split(" ", -1)) {
            switch (field) {
                case "32" -> answer.set(ACQUIRER, "00098310");
                case "48" -> answer.set(ADDITIONAL_DATA, "00");
                case "62" -> answer.set(KEYS_OR_TEXT, Bytes.ofHex("303030303030"));
                default -> {}
            }
        }

        assertThat(DIALECT.check(answer.unchecked()).stream().map(Finding::path))
                .containsExactly(wrong == null ? new String[0] : wrong.split(" ", -1));
    }

    /// Section 8 of the protocol has three reasons. Another is told of and is no reason to refuse.
    @ParameterizedTest
    @CsvSource({"98, true", "A0, true", "06, true", "00, false", "68, false"})
    void knowsTheReasonsOfReversals(String reason, boolean known) {
        var reversal =
                golden("reversal-no-answer").toBuilder().set(RESPONSE_CODE, reason).unchecked();

        assertThat(DIALECT.check(reversal).stream().map(Finding::text))
                .containsExactly(
                        known ? new String[0] : new String[] {"field 39 must be 98 or A0 or 06"});
        assertThat(TransactionKind.of(reversal)).contains(TransactionKind.REVERSAL);
    }

    /// Section 9 of the protocol: a terminal doesn't say how totals compare, the host does.
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0,",
        "'', 1, 0, 48.5",
        "'', 0, 2, 48.10",
        "00, 1, 2,",
        "00, 0, 1, 48.5",
        "00, 2, 0, 48.10",
        "12, 0, 0,"
    })
    void comparesTotalsInAnswersOnly(String code, char domestic, char foreign, String wrong) {
        var none = "0".repeat(30);
        var totals = golden("settlement").toBuilder();
        var digits = none + domestic + none + foreign;
        var message = totals.set(ADDITIONAL_DATA, digits).unchecked();
        if (!code.isEmpty()) {
            message =
                    message.answer(Set.of())
                            .set(LOCAL_TIME, LocalTime.NOON)
                            .set(LOCAL_DATE, MonthDay.of(11, 22))
                            .set(RETRIEVAL_REFERENCE, "632600000001")
                            .set(RESPONSE_CODE, code)
                            .set(ADDITIONAL_DATA, digits)
                            .unchecked();
        }

        assertThat(DIALECT.check(message).stream().map(Finding::path))
                .containsExactlyElementsOf(Optional.ofNullable(wrong).stream().toList());
    }

    /// Section 3 of the protocol: no key has verified what is refused so. 30, 97 and A0 are never
    /// an issuer's; of 03, 58 and 77 some are told after the MAC was verified. A reversal whose
    /// reason is A0 has a MAC.
    @ParameterizedTest
    @CsvSource({
        "purchase-approved, 30, 64",
        "purchase-approved, 97, 64",
        "purchase-approved, A0, 64",
        "purchase-approved, 05,",
        "purchase-approved, 58,",
        "declined-77-sign-on-again, 77,",
        "reversal-no-answer, A0,",
        "sign-on-refused-97, 97,"
    })
    void sealsNoAnswerThatNoKeyIsKnownFor(String name, String code, String wrong) {
        var message = golden(name).toBuilder().set(RESPONSE_CODE, code).unchecked();

        assertThat(DIALECT.check(message).stream().map(Finding::path))
                .containsExactlyElementsOf(Optional.ofNullable(wrong).stream().toList());
    }

    /// Section 2 of the protocol: 53 doesn't say that there is no PIN where there is one.
    @ParameterizedTest
    @CsvSource({"2, true", "1, true", "0, false"})
    void tellsThePinBlocksFormat(String format, boolean right) {
        var message =
                golden("purchase-chip-pin-19-digit-pan").toBuilder()
                        .set(SECURITY_CONTROL, format + "600000000000000")
                        .unchecked();

        assertThat(DIALECT.check(message).stream().map(Finding::text))
                .containsExactly(
                        right ? new String[0] : new String[] {"field 53.1 must be 1 or 2"});
        assertThat(DIALECT.check(message.toBuilder().remove(PIN_BLOCK).unchecked()))
                .noneMatch(Finding.Unexpected.class::isInstance);
    }

    /// Section 3 of the protocol names them; what else a request has is ignored.
    @Test
    void everyRequestMayCarryTheOptionalFields() {
        for (var type : TerminalMessages.requests().keySet()) {
            for (int number :
                    new int[] {14, 22, 23, 26, 35, 36, 37, 38, 52, 53, 55, 58, 59, 61, 62, 63}) {
                var field = DIALECT.field(number).orElseThrow();
                assertThat(type.carries(field)).as("%s: %s", type, field).isTrue();
            }
        }
    }

    /// Money already moved is not held up: a reversal is one though its reason can't be read.
    @Test
    void understandsAReversalWithoutAReason() {
        var bytes = DIALECT.pack(golden("reversal-no-answer"));
        var offsets = new FieldOffsets(DIALECT).read(bytes);
        bytes[offsets.offset(RESPONSE_CODE)] = (byte) 0xFF;

        var message = DIALECT.unpack(bytes);
        assertThat(message.has(RESPONSE_CODE)).isFalse();
        assertThat(DIALECT.typeOf(message).orElseThrow().insistsOn(RESPONSE_CODE)).isFalse();
        assertThat(DIALECT.inspect(bytes).findings())
                .singleElement()
                .isInstanceOf(Finding.Malformed.class);
        assertThatThrownBy(() -> message.toBuilder().build())
                .isInstanceOfSatisfying(
                        IncompleteMessage.class,
                        it ->
                                assertThat(it.findings())
                                        .containsExactly(new Finding.Missing(RESPONSE_CODE)));
    }

    @Test
    void saysInWordsWhatIsMissing() {
        var message = golden("purchase-manual").toBuilder().remove(PAN).remove(AMOUNT).unchecked();

        assertThat(DIALECT.check(message).stream().map(Finding::text))
                .containsExactly(
                        "field 2 Primary account number or field 35 Track 2 is missing",
                        "field 4 Amount, in minor units of 49 is missing");
    }

    /// A request that has what tells its kind, and fits none, is another matter than one that lacks
    /// something.
    @ParameterizedTest
    @CsvSource({
        "0200, 990000, 00, 22",
        "0200, 000000, 00, 99",
        "0200, 000000, 08, 22",
        "0220, 000000, 00, 22",
        "0700, 000000, 00, 22",
        "0800, 000000, 00, 22"
    })
    void knowsWhatIsNoMessageOfTheProtocol(
            String mti, String processingCode, String conditionCode, String type) {
        var message =
                Message.builder(DIALECT, mti)
                        .set(PROCESSING_CODE, processingCode)
                        .set(CONDITION_CODE, conditionCode)
                        .set(TRANSACTION, new TransactionField(type, "000007", "000"))
                        .unchecked();

        assertThat(DIALECT.check(message)).containsExactly(new Finding.UnknownType(mti));
        assertThat(DIALECT.typeOf(message)).isEmpty();
        assertThat(TransactionKind.of(message)).isEmpty();
    }

    /// A request says nothing by fields that it doesn't use; an answer of ours must not have them.
    @Test
    void allowsInRequestsWhatItForbidsInAnswers() {
        var request =
                golden("purchase-manual").toBuilder()
                        .set(MERCHANT_NAME, "x".repeat(40))
                        .unchecked();
        var answer =
                golden("purchase-approved").toBuilder()
                        .set(MERCHANT_NAME, "x".repeat(40))
                        .unchecked();

        assertThat(DIALECT.check(request)).isEmpty();
        assertThat(DIALECT.check(answer)).containsExactly(new Finding.NotAllowed(MERCHANT_NAME));
    }

    @ParameterizedTest
    @CsvSource({
        "sign-on-003, SIGN_ON",
        "purchase-manual, PURCHASE",
        "void, VOID",
        "refund-partial, REFUND",
        "reversal-no-answer, REVERSAL",
        "pre-authorization, PRE_AUTHORIZATION",
        "balance, BALANCE",
        "settlement, BATCH_SETTLEMENT",
        "batch-upload, BATCH_UPLOAD",
        "batch-upload-end, BATCH_UPLOAD_END",
        "echo, ECHO",
        "sign-off, SIGN_OFF"
    })
    void recognisesKinds(String name, TransactionKind kind) {
        assertThat(TransactionKind.of(golden(name))).contains(kind);
        assertThat(DIALECT.typeOf(golden(name)).map(MessageType::name)).contains(kind.title());
    }

    /// What tells the kind is told alike however a terminal writes, and what can't be read tells
    /// nothing.
    @ParameterizedTest
    @EnumSource
    void recognisesAKindInEveryWayOfWriting(TransactionKind kind) {
        for (var profile : TerminalProfileTest.profiles()) {
            var dialect = profile.dialect();
            var codes = kind.networkCodes().isEmpty() ? List.of("000") : kind.networkCodes();
            for (var code : codes) {
                var request = request(dialect, kind, code);

                assertThat(TransactionKind.of(request)).as(dialect.name()).contains(kind);
                for (var field : request.fields()) {
                    var without = request.toBuilder().remove(field).unchecked();
                    assertThat(TransactionKind.of(without)).as("without %s", field).isEmpty();
                }
                var answer = Message.builder(dialect, request.answerMti());
                answer.copy(request, request.fields());
                assertThat(TransactionKind.of(answer.unchecked())).isEmpty();
            }
        }
    }

    /// Nothing but what tells its kind.
    private static Message request(Dialect dialect, TransactionKind kind, String networkCode) {
        var request = Message.builder(dialect, kind.mti());
        kind.processingCode().ifPresent(it -> request.set(PROCESSING_CODE, it));
        kind.conditionCode().ifPresent(it -> request.set(CONDITION_CODE, it));
        kind.type()
                .map(it -> new TransactionField(it, "000007", networkCode))
                .ifPresent(it -> request.set(TRANSACTION, it));
        return request.unchecked();
    }

    /// A kind is a matter of a look-up: the types are made once, whatever profiles there are.
    @Test
    void sharesItsTypesAmongAllWaysOfWriting() {
        for (var profile : TerminalProfileTest.profiles()) {
            assertThat(profile.dialect().types()).isEqualTo(DIALECT.types());
        }
    }

    @Test
    void hasNoKindOfABrokenRequestThatDoesNotTell() {
        var body = GoldenFrame.named("purchase-manual").body();
        int transactionAt = body.length - 8 - 7;
        assertThat(Bytes.of(body, transactionAt, 7).hex()).isEqualTo("22000007000500");
        body[transactionAt + 6] = (byte) 0xAA;
        var broken = TerminalFrame.read(body).frame().message();
        assertThat(broken.malformed()).extracting(Finding::path).containsExactly("60");
        assertThat(TransactionKind.of(broken)).isEmpty();

        body = GoldenFrame.named("purchase-manual").body();
        body[11 + 2 + 8 + 9 + 3] = (byte) 0xAA;
        broken = TerminalFrame.read(body).frame().message();
        assertThat(broken.malformed()).extracting(Finding::path).containsExactly("4");
        assertThat(TransactionKind.of(broken)).contains(TransactionKind.PURCHASE);
    }

    @Test
    void foreignMessagesHaveNoKind() {
        var foreign = Message.builder(Iso87.BINARY, "0400").unchecked();

        assertThat(TransactionKind.of(foreign)).isEmpty();
        assertThat(TransactionKind.reversedBy(foreign)).isEmpty();
    }

    /// Section 3 of the protocol has reversals of any kind; which of them a terminal sends when an
    /// answer is missing is another question.
    @ParameterizedTest
    @EnumSource
    void knowsWhatAReversalUndoes(TransactionKind kind) {
        var reversal = golden("reversal-no-answer").toBuilder();
        kind.processingCode().ifPresent(it -> reversal.set(PROCESSING_CODE, it));
        kind.conditionCode().ifPresent(it -> reversal.set(CONDITION_CODE, it));
        reversal.set(TRANSACTION, new TransactionField(kind.type().orElse("00"), "000007", "000"));

        assertThat(TransactionKind.reversedBy(reversal.unchecked()).filter(it -> it == kind))
                .isEqualTo(kind.financial() ? Optional.of(kind) : Optional.empty());
        assertThat(TransactionKind.of(reversal.unchecked())).contains(TransactionKind.REVERSAL);
    }

    @ParameterizedTest
    @CsvSource({"25, PURCHASE", "3,", "60,"})
    void needsNoConditionCodeToKnowWhatAReversalUndoes(int without, TransactionKind kind) {
        var field = DIALECT.field(without).orElseThrow();
        var reversal = golden("reversal-no-answer").toBuilder().remove(field).unchecked();

        assertThat(TransactionKind.reversedBy(reversal)).isEqualTo(Optional.ofNullable(kind));
        assertThat(TransactionKind.of(reversal)).contains(TransactionKind.REVERSAL);
    }

    @Test
    void knowsOfWhatItIsThatNothingIsReversed() {
        var reversal = golden("reversal-no-answer").toBuilder();

        assertThat(TransactionKind.reversedBy(reversal.set(PROCESSING_CODE, "990000").unchecked()))
                .isEmpty();
        assertThat(TransactionKind.reversedBy(golden("purchase-manual"))).isEmpty();
    }

    @Test
    void answersHaveNoKind() {
        assertThat(TransactionKind.of(golden("purchase-approved"))).isEmpty();
    }

    /// Two kinds that the same message fits would be decided by their order in the enum.
    @Test
    void noMessageFitsTwoKinds() {
        var marks = new HashSet<String>();
        for (var kind : TransactionKind.values()) {
            var codes = kind.networkCodes().isEmpty() ? List.of("") : kind.networkCodes();
            for (var code : codes) {
                var mark =
                        kind.mti()
                                + kind.processingCode()
                                + kind.conditionCode()
                                + kind.type()
                                + code;
                assertThat(marks.add(mark)).as(mark).isTrue();
            }
        }
    }

    /// Section 3 of the protocol says which unanswered requests a terminal reverses.
    @Test
    void reversesWhatHoldsMoney() {
        assertThat(Arrays.stream(TransactionKind.values()).filter(TransactionKind::reversible))
                .containsExactly(
                        TransactionKind.PURCHASE,
                        TransactionKind.VOID,
                        TransactionKind.PRE_AUTHORIZATION,
                        TransactionKind.PRE_AUTHORIZATION_VOID,
                        TransactionKind.COMPLETION,
                        TransactionKind.COMPLETION_VOID);
        assertThat(
                        Arrays.stream(TransactionKind.values())
                                .filter(TransactionKind::financial)
                                .filter(kind -> kind.mac() != TransactionKind.Mac.REQUIRED))
                .isEmpty();
    }

    @Test
    void everyRequestHasAnAnswerThatEchoesTraceAndTerminal() {
        for (var type : TerminalMessages.requests().keySet()) {
            assertThat(type.answer().orElseThrow().echoed())
                    .as(type.toString())
                    .contains(TRACE_NUMBER, TERMINAL, MERCHANT, TRANSACTION);
        }
    }

    /// A value that is there but bad is malformed; saying that it's missing too would mislead.
    @Test
    void reportsBadValuesOnce() {
        var body = GoldenFrame.named("purchase-manual").body();
        body[11 + 2 + 8 + 9 + 3] = (byte) 0xAA;

        var broken = (TerminalFrame.Received.Broken) TerminalFrame.read(body);

        assertThat(DIALECT.check(broken.frame().message()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Malformed.class, m -> assertThat(m.path()).isEqualTo("4"));
    }

    @Test
    void needsTheFirstTraceToDownloadABatchAgain() {
        var request =
                golden("sign-on-003").toBuilder()
                        .set(TRANSACTION, new TransactionField("00", "000007", "701"))
                        .unchecked();

        assertThat(DIALECT.check(request)).containsExactly(new Finding.Missing(KEYS_OR_TEXT));
        var complete =
                request.toBuilder().set(KEYS_OR_TEXT, Bytes.ofHex("303030303031")).unchecked();
        assertThat(DIALECT.check(complete)).isEmpty();
    }
}
