package peer;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countBi;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countDistinct;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.max;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.min;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toConsecutiveSequences;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.filtering;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintStream;
import ai.timefold.solver.core.api.score.stream.common.SequenceChain;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import peer.Facts.Cover;
import peer.Facts.Pair;
import peer.Facts.Share;
import peer.Facts.Stretch;
import peer.Facts.Total;
import peer.Facts.Weekends;
import peer.Facts.Whole;
import peer.Facts.Wish;

/** Each kind of fact as a constraint stream, once for laws and once for wishes. */
public class Rules implements ConstraintProvider {
    private Set<String> present = Set.of();

    /** Which facts there are, as `Cover` for wishes and `Cover!` for laws: streams that never match cost time too. */
    public void setPresent(String names) {
        present = Set.of(names.split(" "));
    }

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        List<Constraint> all = new ArrayList<>();
        all.add(factory.forEach(PersonDay.class).filter(cell -> cell.cost() > 0)
                .penalizeLong(HardSoftLongScore.ONE_SOFT, PersonDay::cost).asConstraint("cell"));
        for (boolean law : new boolean[] {true, false}) {
            add(all, "Cover", law, () -> List.of(covered(factory, law), uncovered(factory, law)));
            add(all, "Wish", law, () -> List.of(wanted(factory, law), unwanted(factory, law)));
            add(all, "Total", law, () -> List.of(totals(factory, law), limits(factory, law)));
            add(all, "Stretch", law, () -> List.of(stretches(factory, law)));
            add(all, "Weekends", law, () -> List.of(weekends(factory, law)));
            add(all, "Whole", law, () -> List.of(whole(factory, law)));
            add(all, "Pair", law, () -> List.of(pairs(factory, law)));
            add(all, "Share", law, () -> List.of(spreads(factory, law)));
        }
        return all.toArray(Constraint[]::new);
    }

    private void add(List<Constraint> all, String facts, boolean law, Supplier<List<Constraint>> constraints) {
        if (present.contains(law ? facts + "!" : facts)) {
            all.addAll(constraints.get());
        }
    }

    private static <F extends Facts.Fact> UniConstraintStream<F> each(ConstraintFactory factory, Class<F> kind,
            boolean law) {
        return factory.forEach(kind).filter(fact -> fact.costs(law));
    }

    private static <F extends Facts.Fact> BiConstraintStream<F, PersonDay> withDays(ConstraintFactory factory,
            Class<F> kind, boolean law) {
        return each(factory, kind, law).join(PersonDay.class, equal(Facts.Fact::person, PersonDay::getPerson));
    }

    private static HardSoftLongScore unit(boolean law) {
        return law ? HardSoftLongScore.ONE_HARD : HardSoftLongScore.ONE_SOFT;
    }

    private Constraint covered(ConstraintFactory factory, boolean law) {
        return each(factory, Cover.class, law).join(PersonDay.class, equal(Cover::cell, PersonDay::cell))
                .groupBy((cover, cell) -> cover, countBi())
                .penalizeLong(unit(law), (cover, heads) -> cover.price(law) * cover.units(heads))
                .asConstraint("cover" + law);
    }

    private Constraint uncovered(ConstraintFactory factory, boolean law) {
        return each(factory, Cover.class, law).ifNotExists(PersonDay.class, equal(Cover::cell, PersonDay::cell))
                .penalizeLong(unit(law), cover -> cover.price(law) * cover.units(0)).asConstraint("no cover" + law);
    }

    private Constraint wanted(ConstraintFactory factory, boolean law) {
        return each(factory, Wish.class, law).filter(wish -> wish.wanted)
                .ifNotExists(PersonDay.class, equal(Wish::person, PersonDay::getPerson),
                        filtering((wish, cell) -> wish.cells.contains(cell.cell())))
                .penalizeLong(unit(law), wish -> wish.price(law)).asConstraint("wanted" + law);
    }

    private Constraint unwanted(ConstraintFactory factory, boolean law) {
        return each(factory, Wish.class, law).filter(wish -> !wish.wanted)
                .ifExists(PersonDay.class, equal(Wish::person, PersonDay::getPerson),
                        filtering((wish, cell) -> wish.cells.contains(cell.cell())))
                .penalizeLong(unit(law), wish -> wish.price(law)).asConstraint("unwanted" + law);
    }

    /** With a lower limit, days that add nothing count too. */
    private Constraint totals(ConstraintFactory factory, boolean law) {
        return withDays(factory, Total.class, law).filter((total, cell) -> total.least > 0)
                .groupBy((total, cell) -> total, sum(Total::amount))
                .penalizeLong(unit(law), (total, sum) -> total.price(law) * total.units(sum))
                .asConstraint("total" + law);
    }

    private Constraint limits(ConstraintFactory factory, boolean law) {
        return withDays(factory, Total.class, law)
                .filter((total, cell) -> total.least <= 0 && total.amount(cell) > 0)
                .groupBy((total, cell) -> total, sum(Total::amount))
                .penalizeLong(unit(law), (total, sum) -> total.price(law) * total.units(sum))
                .asConstraint("limit" + law);
    }

    private Constraint stretches(ConstraintFactory factory, boolean law) {
        return withDays(factory, Stretch.class, law).filter(Stretch::has)
                .groupBy((stretch, cell) -> stretch,
                        toConsecutiveSequences((stretch, cell) -> cell, PersonDay::getDay))
                .flattenLast(SequenceChain::getConsecutiveSequences)
                .penalizeLong(unit(law), (stretch, run) -> stretch.price(law)
                        * stretch.units(run.getFirstItem().getDay(), run.getLastItem().getDay()))
                .asConstraint("stretch" + law);
    }

    private Constraint weekends(ConstraintFactory factory, boolean law) {
        return withDays(factory, Weekends.class, law).filter(Weekends::has)
                .groupBy((weekends, cell) -> weekends,
                        countDistinct((weekends, cell) -> weekends.weekends[cell.getDay()]))
                .penalizeLong(unit(law), (weekends, number) -> weekends.price(law) * Math.max(0, number - weekends.most))
                .asConstraint("weekends" + law);
    }

    private Constraint whole(ConstraintFactory factory, boolean law) {
        return withDays(factory, Whole.class, law).filter(Whole::has)
                .groupBy((whole, cell) -> whole, countBi())
                .filter((whole, days) -> days <= whole.to - whole.from)
                .penalizeLong(unit(law), (whole, days) -> whole.price(law)).asConstraint("whole" + law);
    }

    private Constraint pairs(ConstraintFactory factory, boolean law) {
        return each(factory, Pair.class, law).join(PersonDay.class, equal(Pair::first, PersonDay::cell))
                .ifExists(PersonDay.class, equal((pair, cell) -> cell.getPerson(), PersonDay::getPerson),
                        equal((pair, cell) -> pair.second, PersonDay::cell))
                .penalizeLong(unit(law), (pair, cell) -> pair.price(law)).asConstraint("pair" + law);
    }

    private Constraint spreads(ConstraintFactory factory, boolean law) {
        return withDays(factory, Share.class, law)
                .groupBy((share, cell) -> share, sum(Share::amount))
                .groupBy((share, sum) -> share.spread, max((Share share, Integer sum) -> sum - share.share),
                        min((Share share, Integer sum) -> sum - share.share))
                .penalizeLong(unit(law), (spread, high, low) -> spread.price(law) * (high - low))
                .asConstraint("spread" + law);
    }
}
