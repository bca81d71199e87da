package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.AsciiTlv;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.network.OriginalDataElements;
import io.shoudan.iso8583.reference.DialectPage.View;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.BalanceField;
import io.shoudan.iso8583.terminal.BatchLine;
import io.shoudan.iso8583.terminal.OperatorField;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.SecurityControl;
import io.shoudan.iso8583.terminal.SettlementTotals;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// All pages of the message reference.
final class ReferencePages {

    static final String COMMAND =
            "./mvnw -pl iso8583 test -Dtest=ReferenceTest -Dshoudan.reference.write=true";

    static final List<DialectPage> DIALECTS =
            List.of(
                    new DialectPage(
                            "terminal.md",
                            "Terminal protocol",
                            TerminalDialect.class,
                            List.of(
                                    TerminalDialect.DIALECT,
                                    TerminalDialect.SM4_DIALECT,
                                    TerminalDialect.ASCII_LENGTHS_DIALECT,
                                    TerminalDialect.SM4_ASCII_LENGTHS_DIALECT),
                            terminalViews(),
                            terminalColumns()),
                    new DialectPage(
                            "network.md",
                            "Card network link",
                            NetworkDialect.class,
                            List.of(NetworkDialect.DIALECT),
                            List.of(new View(NetworkDialect.ORIGINAL, OriginalDataElements.class)),
                            new LinkedHashMap<>()),
                    new DialectPage(
                            "interchange.md",
                            "Interchange",
                            InterchangeDialect.class,
                            List.of(InterchangeDialect.DIALECT),
                            List.of(
                                    new View(
                                            InterchangeDialect.ORIGINAL,
                                            OriginalDataElements.class)),
                            new LinkedHashMap<>()),
                    new DialectPage(
                            "iso87.md",
                            "ISO 8583:1987",
                            Iso87.class,
                            List.of(Iso87.ASCII, Iso87.BINARY, Iso87.EBCDIC),
                            List.of(),
                            new LinkedHashMap<>()),
                    new DialectPage(
                            "iso93.md",
                            "ISO 8583:1993",
                            Iso93.class,
                            List.of(Iso93.ASCII, Iso93.BINARY, Iso93.EBCDIC),
                            List.of(),
                            new LinkedHashMap<>()));

    private ReferencePages() {}

    private static List<View> terminalViews() {
        return List.of(
                new View(TerminalDialect.ADDITIONAL_DATA, SettlementTotals.class),
                new View(TerminalDialect.ADDITIONAL_DATA, BatchLine.class),
                new View(TerminalDialect.SECURITY_CONTROL, SecurityControl.class),
                new View(TerminalDialect.ADDITIONAL_AMOUNTS, BalanceField.class),
                new View(TerminalDialect.PRIVATE_59, AsciiTlv.class),
                new View(TerminalDialect.TRANSACTION, TransactionField.class),
                new View(TerminalDialect.ORIGINAL, OriginalTransaction.class),
                new View(TerminalDialect.KEYS_OR_TEXT, WorkingKeysField.class),
                new View(TerminalDialect.OPERATOR_OR_SCHEME, OperatorField.class));
    }

    private static SequencedMap<String, Function<MessageType, String>> terminalColumns() {
        var columns = new LinkedHashMap<String, Function<MessageType, String>>();
        columns.put("MAC", type -> words(kind(type).mac()));
        columns.put("without an answer", type -> words(kind(type).unanswered()));
        return columns;
    }

    private static TransactionKind kind(MessageType type) {
        return Arrays.stream(TransactionKind.values())
                .filter(it -> it.title().equals(type.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no kind: " + type));
    }

    /// `IF_PRESENT` as `if present`.
    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Text by file name.
    static Map<String, String> all() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("README.md", index());
        DIALECTS.forEach(page -> pages.put(page.file(), page.text()));
        return pages;
    }

    private static String index() {
        var page = new Markdown();
        page.heading(1, "Messages");
        page.paragraph(
                """
                What each dialect of ISO 8583 says, field by field and message by message. The pages
                are generated from the dialects that the programs run with, and the build fails when
                they differ; meanings are the comments at the constants. After a change:""");
        page.paragraph("```sh\n" + COMMAND + "\n```");
        page.table(
                List.of("page", "dialects"),
                DIALECTS.stream()
                        .map(
                                it ->
                                        List.of(
                                                "[" + it.title() + "](" + it.file() + ")",
                                                "`" + names(it) + "`"))
                        .toList());
        page.heading(2, "What messages carry");
        page.table(
                List.of("letter", "means"),
                Arrays.stream(Requirement.values())
                        .map(it -> List.of(it.letter(), it.meaning()))
                        .toList());
        page.paragraph(
                """
                Messages that say the same of every field share a column, and a *group* is listed
                above its table. *Any other* stands for all fields of the dialect that the table
                doesn't list. `60.1` is the first subfield of field 60.""");
        page.heading(2, "Formats");
        page.paragraph(
                """
                In the notation of ISO 8583:1987, 4.3: `n6` is six digits and always six, `LL n..19`
                is 1 to 19 digits after a length of two digits, `LLL b..255` is up to 255 bytes
                after a length of three.""");
        page.list(
                List.of(
                        "`n` digits, `an` letters and digits, `ans` printable characters, `z`"
                                + " characters of a track, `b` bytes",
                        "`LL`, `LLL` a length of two, three digits; it counts digits or characters,"
                                + " of `b` bytes, or characters where they are hexadecimal",
                        "*content* says what a value must be besides; *left open* means that it"
                                + " is agreed between the ends of a link and kept as it comes",
                        "*masked*: the value is never printed in full"));
        return page.toString();
    }

    private static String names(DialectPage page) {
        return String.join("`, `", page.dialects().stream().map(it -> it.name()).toList());
    }
}
