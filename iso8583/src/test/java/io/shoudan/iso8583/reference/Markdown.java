package io.shoudan.iso8583.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A page in the making.
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String title) {
        return paragraph("#".repeat(level) + " " + title);
    }

    Markdown paragraph(String words) {
        text.append(text.isEmpty() ? "" : "\n").append(words.strip()).append('\n');
        return this;
    }

    Markdown list(List<String> items) {
        return items.isEmpty() ? this : paragraph("- " + String.join("\n- ", items));
    }

    /// A table with columns as wide as their widest cell.
    Markdown table(List<String> head, List<List<String>> rows) {
        var lines = new ArrayList<String>();
        var all = new ArrayList<List<String>>();
        all.add(head);
        all.addAll(rows);
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < head.size(); column++) {
            int index = column;
            widths.add(all.stream().mapToInt(row -> row.get(index).length()).max().orElse(1));
        }
        for (var row : all) {
            lines.add(line(row, widths, " "));
            if (lines.size() == 1) {
                lines.add(line(Collections.nCopies(head.size(), ""), widths, "-"));
            }
        }
        return paragraph(String.join("\n", lines));
    }

    private static String line(List<String> cells, List<Integer> widths, String fill) {
        var line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i).replace("|", "\\|");
            var rest = fill.repeat(Math.max(0, widths.get(i) - cell.length()));
            line.append(fill).append(cell).append(rest).append(fill).append('|');
        }
        return line.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
