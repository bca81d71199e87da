package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Everything a terminal can ask for, as data: how a request is recognised, whether it carries a
/// MAC, and what the terminal does when no answer comes.
///
/// Only the MTI, fields 3 and 25, and the subfields 60.1 and 60.3 tell kinds apart. A reversal is
/// recognised by its MTI alone: what it reverses is asked with [#reversedBy], and a reversal of
/// something unknown is a reversal still.
public enum TransactionKind {
    // spotless:off  A table: columns are aligned.
    /// 签到: asks for working keys, the time and the batch number.
    SIGN_ON              ("Sign-on",                  "0800", "",       "",   "00", "001 003 004 006", Mac.NONE,       Unanswered.FORGOTTEN),
    /// 签退: ends the use of the working keys.
    SIGN_OFF             ("Sign-off",                 "0820", "",       "",   "00", "002", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks whether the host is there.
    ECHO                 ("Echo",                     "0820", "",       "",   "00", "301", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Tells the terminal's state (telemetry).
    STATUS_REPORT        ("Status report",            "0820", "",       "",   "00", "362", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks for terminal parameters.
    PARAMETER_DOWNLOAD   ("Parameter download",       "0800", "",       "",   "00", "364", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Says that all terminal parameters have arrived.
    PARAMETER_END        ("Parameter download end",   "0800", "",       "",   "00", "365", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks which public keys of certification authorities there are.
    PUBLIC_KEY_LIST      ("Public key list",          "0820", "",       "",   "00", "372", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks for one public key.
    PUBLIC_KEY_FETCH     ("Public key fetch",         "0800", "",       "",   "00", "370", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Says that all public keys have arrived.
    PUBLIC_KEY_END       ("Public key end",           "0800", "",       "",   "00", "371", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks which chip card parameters there are.
    CHIP_PARAMETER_LIST  ("Chip parameter list",      "0820", "",       "",   "00", "382", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks for the parameters of one chip card application.
    CHIP_PARAMETER_FETCH ("Chip parameter fetch",     "0800", "",       "",   "00", "380", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Says that all chip card parameters have arrived.
    CHIP_PARAMETER_END   ("Chip parameter end",       "0800", "",       "",   "00", "381", Mac.NONE,       Unanswered.FORGOTTEN),
    /// Asks for the lines of the open batch, after the terminal lost its own (an addition of ours).
    BATCH_DOWNLOAD       ("Batch re-download",        "0800", "",       "",   "00", "701", Mac.REQUIRED,   Unanswered.FORGOTTEN),
    /// 余额查询: asks for the balance.
    BALANCE              ("Balance inquiry",          "0200", "310000", "00", "01", "",    Mac.REQUIRED,   Unanswered.FORGOTTEN),
    /// 消费: the cardholder pays.
    PURCHASE             ("Purchase",                 "0200", "000000", "00", "22", "",    Mac.REQUIRED,   Unanswered.REVERSED),
    /// 消费撤销: the cashier cancels a purchase of the open batch.
    VOID                 ("Void",                     "0200", "200000", "00", "23", "",    Mac.REQUIRED,   Unanswered.REVERSED),
    /// 退货: money goes back to the cardholder.
    REFUND               ("Refund",                   "0220", "200000", "00", "25", "",    Mac.REQUIRED,   Unanswered.FORGOTTEN),
    /// 预授权: money is reserved.
    PRE_AUTHORIZATION    ("Pre-authorization",        "0100", "030000", "06", "10", "",    Mac.REQUIRED,   Unanswered.REVERSED),
    /// 预授权撤销: a reservation is given up.
    PRE_AUTHORIZATION_VOID("Pre-authorization void",  "0100", "200000", "06", "11", "",    Mac.REQUIRED,   Unanswered.REVERSED),
    /// 预授权完成(请求): reserved money is taken; the issuer decides.
    COMPLETION           ("Completion",               "0200", "000000", "06", "20", "",    Mac.REQUIRED,   Unanswered.REVERSED),
    /// 预授权完成撤销: a completion is cancelled.
    COMPLETION_VOID      ("Completion void",          "0200", "200000", "06", "21", "",    Mac.REQUIRED,   Unanswered.REVERSED),
    /// 预授权完成(通知): reserved money has been taken; the issuer is told.
    COMPLETION_ADVICE    ("Completion advice",        "0220", "000000", "06", "24", "",    Mac.REQUIRED,   Unanswered.RESENT),
    /// 离线消费上送: a purchase that the terminal approved by itself.
    OFFLINE_SALE         ("Offline sale",             "0220", "000000", "00", "36", "",    Mac.REQUIRED,   Unanswered.RESENT),
    /// 小费调整: a tip raises the amount of an earlier purchase.
    TIP_ADJUSTMENT       ("Tip adjustment",           "0220", "000000", "00", "34", "",    Mac.REQUIRED,   Unanswered.RESENT),
    /// 冲正: undoes a transaction whose answer never came. Fields 3, 25 and 60.1 are the original's.
    REVERSAL             ("Reversal",                 "0400", "",       "",   "",   "",    Mac.REQUIRED,   Unanswered.RESENT),
    /// 批结算: compares the totals of the batch.
    BATCH_SETTLEMENT     ("Batch settlement",         "0500", "",       "",   "00", "201", Mac.IF_PRESENT, Unanswered.FORGOTTEN),
    /// 批上送: lines of a batch that did not balance.
    BATCH_UPLOAD         ("Batch upload",             "0320", "",       "",   "00", "201", Mac.IF_PRESENT, Unanswered.FORGOTTEN),
    /// 批上送结束: all lines are sent; 207 of a balanced batch, 202 of one that isn't.
    BATCH_UPLOAD_END     ("Batch upload end",         "0320", "",       "",   "00", "207 202", Mac.IF_PRESENT, Unanswered.FORGOTTEN),
    /// What a chip made of its issuer's script.
    CHIP_SCRIPT_RESULT   ("Chip script result",       "0620", "",       "",   "00", "951", Mac.REQUIRED,   Unanswered.RESENT);
    // spotless:on

    /// Whether messages of a kind carry field 64.
    public enum Mac {
        /// Always; without it, or with a wrong one, nothing happens.
        REQUIRED,
        /// Checked if it is there.
        IF_PRESENT,
        /// Not looked at.
        NONE
    }

    /// What the terminal does when no answer comes.
    public enum Unanswered {
        /// Nothing; the cashier may try again, as a new transaction.
        FORGOTTEN,
        /// Sends a reversal, and goes on sending it until that is answered.
        REVERSED,
        /// Sends the same message again until it is answered.
        RESENT
    }

    private final String title;
    private final String mti;
    private final String processingCode;
    private final String conditionCode;
    private final String type;
    private final String networkCodes;
    private final Mac mac;
    private final Unanswered unanswered;

    TransactionKind(
            String title,
            String mti,
            String processingCode,
            String conditionCode,
            String type,
            String networkCodes,
            Mac mac,
            Unanswered unanswered) {
        this.title = title;
        this.mti = mti;
        this.processingCode = processingCode;
        this.conditionCode = conditionCode;
        this.type = type;
        this.networkCodes = networkCodes;
        this.mac = mac;
        this.unanswered = unanswered;
    }

    /// The kind of a request: of which type it is in its dialect ([Dialect#typeOf]). Empty for
    /// answers, for requests that fit no kind or lack a field that would tell, and for messages of
    /// dialects that no [TerminalProfile] has.
    public static Optional<TransactionKind> of(Message message) {
        return message.dialect().typeOf(message).flatMap(TerminalDialect::kindOf);
    }

    /// The kind of the request that a message answers, as far as answers tell it. Empty for
    /// requests, and for answers that fit no kind.
    public static Optional<TransactionKind> answeredBy(Message answer) {
        return answer.dialect().typeOf(answer).flatMap(TerminalDialect::kindAnsweredBy);
    }

    /// What a reversal undoes, by its fields 3 and 60.1: any kind about a card, also one whose
    /// missing answer a terminal wouldn't reverse by itself ([#reversible]), such as a refund.
    /// Field 25 doesn't matter: it is no part of what identifies a transaction, so that one which
    /// is missing or another's can't keep the money where it is.
    ///
    /// @return empty if `message` is no reversal, or one of nothing that is about a card
    public static Optional<TransactionKind> reversedBy(Message message) {
        if (of(message).filter(REVERSAL::equals).isEmpty()) {
            return Optional.empty();
        }
        var code = message.find(TerminalDialect.PROCESSING_CODE);
        var original = message.find(TerminalDialect.TRANSACTION).map(TransactionField::type);
        return Arrays.stream(values())
                .filter(TransactionKind::financial)
                .filter(it -> it.processingCode().equals(code) && it.type().equals(original))
                .findFirst();
    }

    /// For people, in English.
    public String title() {
        return title;
    }

    /// MTI of the request, four digits.
    public String mti() {
        return mti;
    }

    /// Field 3 of the request, 6 digits; empty if it has none, or for [#REVERSAL] the original's.
    public Optional<String> processingCode() {
        return present(processingCode);
    }

    /// Field 25 of the request, 2 digits; empty if it has none, or for [#REVERSAL] the original's.
    public Optional<String> conditionCode() {
        return present(conditionCode);
    }

    /// 60.1 of the request, 2 digits; empty for [#REVERSAL], which has the original's.
    public Optional<String> type() {
        return present(type);
    }

    /// Values of 60.3 that mean this kind, 3 digits each; empty if 60.3 doesn't matter.
    public List<String> networkCodes() {
        return networkCodes.isEmpty() ? List.of() : List.of(networkCodes.split(" "));
    }

    /// Whether requests carry field 64.
    public Mac mac() {
        return mac;
    }

    /// What the terminal does when no answer comes.
    public Unanswered unanswered() {
        return unanswered;
    }

    /// Whether the terminal reverses a transaction of this kind whose answer never comes.
    public boolean reversible() {
        return unanswered == Unanswered.REVERSED;
    }

    /// Whether it concerns one card transaction: it has a processing code of its own.
    public boolean financial() {
        return !processingCode.isEmpty();
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
