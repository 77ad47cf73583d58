package peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a plan from lines of words; what each line holds stands in facts.py, which writes them. */
final class Reader {
    private final Plan plan = new Plan();
    private final List<Kind> kinds = new ArrayList<>();
    private Facts.Spread spread;

    static Plan read(Path path) throws IOException {
        Reader reader = new Reader();
        try (Stream<String> lines = Files.lines(path)) {
            lines.map(Scanner::new).forEach(reader::line);
        }
        return reader.plan;
    }

    private void line(Scanner words) {
        switch (words.next()) {
            case "kinds" -> numbers(words.nextInt()).forEach(number -> kinds.add(new Kind(number)));
            case "constant" -> plan.add(words.nextLong());
            case "cell" -> plan.getCells().add(cell(words));
            case "spread" -> spread = new Facts.Spread(words.nextInt(), words.nextInt());
            case "share" -> plan.getFacts().add(
                    new Facts.Share(spread, words.nextInt(), words.nextInt(), amounts(words)));
            case "cover" -> plan.getFacts().add(new Facts.Cover(words.nextInt(), words.nextInt(), words.nextInt(),
                    words.nextInt(), words.nextInt(), words.nextInt()));
            case "wish" -> plan.getFacts().add(new Facts.Wish(words.nextInt(), words.nextInt(), words.nextInt(),
                    words.nextInt() == 1, Set.copyOf(rest(words))));
            case "total" -> plan.getFacts().add(new Facts.Total(words.nextInt(), words.nextInt(), words.nextInt(),
                    words.nextInt(), words.nextInt(), words.nextInt(), words.nextInt(), amounts(words)));
            case "stretch" -> plan.getFacts().add(new Facts.Stretch(words.nextInt(), words.nextInt(),
                    words.nextInt(), words.nextInt(), words.nextInt(), words.nextInt(), words.nextInt(), flags(words)));
            case "weekends" -> plan.getFacts().add(new Facts.Weekends(words.nextInt(), words.nextInt(),
                    words.nextInt(), words.nextInt(), array(rest(words))));
            case "whole" -> plan.getFacts().add(new Facts.Whole(words.nextInt(), words.nextInt(), words.nextInt(),
                    words.nextInt(), words.nextInt()));
            case "pair" -> plan.getFacts().add(
                    new Facts.Pair(words.nextInt(), words.nextInt(), words.nextInt(), words.nextInt()));
            default -> throw new IllegalArgumentException("unknown line");
        }
    }

    /** Person, day, whether it is pinned, and each kind that is possible with its cost. */
    private PersonDay cell(Scanner words) {
        int person = words.nextInt();
        int day = words.nextInt();
        boolean pinned = words.nextInt() == 1;
        List<Kind> possible = new ArrayList<>();
        int[] costs = new int[kinds.size()];
        while (words.hasNextInt()) {
            Kind kind = kinds.get(words.nextInt());
            possible.add(kind);
            costs[kind.index()] = words.nextInt();
        }
        return new PersonDay(plan.getCells().size(), person, day, pinned, possible, costs, kinds.size());
    }

    /** Pairs of a kind and its amount; 0 for the others. */
    private int[] amounts(Scanner words) {
        int[] amounts = new int[kinds.size()];
        while (words.hasNextInt()) {
            amounts[words.nextInt()] = words.nextInt();
        }
        return amounts;
    }

    private boolean[] flags(Scanner words) {
        boolean[] flags = new boolean[kinds.size()];
        rest(words).forEach(kind -> flags[kind] = true);
        return flags;
    }


    private static List<Integer> rest(Scanner words) {
        List<Integer> numbers = new ArrayList<>();
        while (words.hasNextInt()) {
            numbers.add(words.nextInt());
        }
        return numbers;
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> numbers(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }
}
