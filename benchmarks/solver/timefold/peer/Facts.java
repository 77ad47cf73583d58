package peer;

/** What is asked of a roster, each with what a unit of it costs: hard where it is a law, soft otherwise. */
final class Facts {
    private Facts() {
    }

    /** Two facts are never the same one, so they are told apart by identity, which is quick. */
    abstract static class Fact {
        final int person;
        final int hard;
        final int soft;

        Fact(int person, int hard, int soft) {
            this.person = person;
            this.hard = hard;
            this.soft = soft;
        }

        boolean costs(boolean law) {
            return price(law) > 0;
        }

        long price(boolean law) {
            return law ? hard : soft;
        }

        int person() {
            return person;
        }
    }

    /** Heads wanted of a kind on a day (`cell`), and units for each head short or over. */
    static final class Cover extends Fact {
        final int cell;
        final int wanted;
        final int under;
        final int over;

        Cover(int hard, int soft, int cell, int wanted, int under, int over) {
            super(-1, hard, soft);
            this.cell = cell;
            this.wanted = wanted;
            this.under = under;
            this.over = over;
        }

        int cell() {
            return cell;
        }

        int units(int heads) {
            return heads < wanted ? (wanted - heads) * under : (heads - wanted) * over;
        }
    }

    /** Cells on several days of which at least one is wanted, or none. */
    static final class Wish extends Fact {
        final boolean wanted;
        final java.util.Set<Integer> cells;

        Wish(int person, int hard, int soft, boolean wanted, java.util.Set<Integer> cells) {
            super(person, hard, soft);
            this.wanted = wanted;
            this.cells = cells;
        }
    }

    /** A sum over days `from` to `to` between `least` and `most`, each kind counting its amount. */
    static final class Total extends Fact {
        final int from;
        final int to;
        final int least;
        final int most;
        final int[] amounts;

        Total(int person, int hard, int soft, int from, int to, int least, int most, int[] amounts) {
            super(person, hard, soft);
            this.from = from;
            this.to = to;
            this.least = least;
            this.most = most;
            this.amounts = amounts;
        }

        int amount(PersonDay cell) {
            return cell.getDay() >= from && cell.getDay() <= to ? amounts[cell.kindIndex()] : 0;
        }

        int units(int sum) {
            return Math.max(0, sum - most) + Math.max(0, least - sum);
        }
    }

    /** Runs of days of some kinds; days before `first` are not looked at, day 0 is the first of the plan. */
    static final class Stretch extends Fact {
        final int first;
        final int last;
        final int least;
        final int most;
        final boolean[] kinds;

        Stretch(int person, int hard, int soft, int first, int last, int least, int most, boolean[] kinds) {
            super(person, hard, soft);
            this.first = first;
            this.last = last;
            this.least = least;
            this.most = most;
            this.kinds = kinds;
        }

        boolean has(PersonDay cell) {
            return cell.getDay() >= first && kinds[cell.kindIndex()];
        }

        int units(int begin, int end) {
            if (end < -1) {
                return 0;
            }
            int length = end - begin + 1;
            int above = Math.max(0, Math.min(length - most, end + 1));
            boolean closed = begin > first && end < last;
            return above + (closed ? Math.max(0, least - length) : 0);
        }
    }

    /** At most so many weekends with work; `weekends` tells which weekend a day belongs to, -1 for none. */
    static final class Weekends extends Fact {
        final int most;
        final int[] weekends;

        Weekends(int person, int hard, int soft, int most, int[] weekends) {
            super(person, hard, soft);
            this.most = most;
            this.weekends = weekends;
        }

        boolean has(PersonDay cell) {
            return cell.getDay() >= 0 && weekends[cell.getDay()] >= 0 && cell.works();
        }
    }

    /** All days from `from` to `to` with work, or none. */
    static final class Whole extends Fact {
        final int from;
        final int to;

        Whole(int person, int hard, int soft, int from, int to) {
            super(person, hard, soft);
            this.from = from;
            this.to = to;
        }

        boolean has(PersonDay cell) {
            return cell.getDay() >= from && cell.getDay() <= to && cell.works();
        }
    }

    /** A kind on a day, and one that may not come the day after. */
    static final class Pair extends Fact {
        final int first;
        final int second;

        Pair(int hard, int soft, int first, int second) {
            super(-1, hard, soft);
            this.first = first;
            this.second = second;
        }

        int first() {
            return first;
        }
    }

    /** People whose distances from their shares are to lie close together. */
    static final class Spread extends Fact {
        Spread(int hard, int soft) {
            super(-1, hard, soft);
        }
    }

    /** A person's share within a spread. */
    static final class Share extends Fact {
        final Spread spread;
        final int share;
        final int[] amounts;

        Share(Spread spread, int person, int share, int[] amounts) {
            super(person, spread.hard, spread.soft);
            this.spread = spread;
            this.share = share;
            this.amounts = amounts;
        }

        int amount(PersonDay cell) {
            return cell.getDay() >= 0 ? amounts[cell.kindIndex()] : 0;
        }
    }
}
