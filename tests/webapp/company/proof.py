"""A score worked out anew by somebody who has only the pages of a result, and a pencil.

Nothing is read but what a reader sees: links to follow, tables, and the lines under them. Of each
sum only what goes into it is taken from its page; what it comes to is worked out here, carried
on exactly, and compared with what the page says.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from lxml import html

from tests.webapp.company.pencil import Sum, marked, number, rows, sums, tenth, work_out
from tests.webapp.supplier.pages import Person

BANDS = ("Low", "Medium", "High", "Critical")
WHOLE = Fraction(100)
NINTH = Fraction(1, 10**9)
NOT_OURS = ("Capped", "Rounded", "Held down")
"""Lines that a page adds so that its sums add up; the pencil limits and rounds by itself."""


@dataclass
class Finding:
    """A row of the findings as the first page shows it."""

    severity: str
    live: bool
    side: str


class Proof:
    """Reads a result from its first page on and works it out. Raises AssertionError at the first

    figure of a page that the pencil does not find.
    """

    def __init__(self, person: Person, address: str) -> None:
        self._person = person
        self._first = html.fromstring(person.get(address).text)
        self._links = {re.split("[?#]", link)[0] for link in self._first.xpath("//main//a/@href")}

    def work_out(self) -> tuple[Fraction, str]:
        """Headline and band, after every figure on the way was found again."""
        inherent, floored = self._inherent()
        families = self._families()
        residuals = {
            path.rsplit("/", 1)[1]: self._indicator(path, inherent, floored, families)
            for path in sorted(self._links)
            if "/indicators/" in path
        }
        assert len(residuals) == 12
        self._compare_with_first_page(residuals)
        headline = self._headline(list(residuals.values()))
        return headline, self._band(headline, self._confidence())

    def _sums(self, part: str) -> list[Sum]:
        path = next(link for link in self._links if link.endswith(part))
        return sums(self._person.get(path).text)

    def _inherent(self) -> tuple[Fraction, Fraction]:
        *parts, whole = self._sums("/parts/inherent")[:5]
        values = [self._part(each) for each in parts]
        weighted = [line for line in whole.lines if "×" in line.get("Figure", "")]
        weights = [number(line["Figure"].split("×")[0]) for line in weighted]
        assert [number(line["Figure"].split("×")[1]) for line in weighted] == values
        goods = sum(
            (number(line["Adds"]) for line in ours(whole) if line not in weighted), Fraction()
        )
        base = sum(weight * value for weight, value in zip(weights, values, strict=True))
        score = tenth(min(WHOLE, base + goods))
        assert score == whole.equals
        floors = self._sums("/parts/inherent")[5:]
        least = [
            found_in(r"At least ([\d.]+)", line["What"]) for one in floors for line in one.lines
        ]
        floored = max([score, *(each for each in least if each is not None)])
        assert [one.equals for one in floors] in ([], [floored])
        return score, floored

    def _part(self, part: Sum) -> Fraction:
        """Country, sector, workforce or recruitment; of the last a product is rounded by itself."""
        total = Fraction()
        for line in ours(part):
            formula, adds = line.get("Figure", ""), number(line["Adds"])
            assert not formula or work_out(formula) == adds
            total += adds
        assert min(WHOLE, total) == part.equals
        return min(WHOLE, total)

    def _families(self) -> dict[str, Fraction]:
        *families, total = self._sums("/parts/controls")
        strengths: dict[str, Fraction] = {}
        for family in families:
            factors = [[number(one) for one in each.split("×")] for each in family.figures]
            held = sum((weight * value * proof for weight, value, proof in factors), Fraction())
            weights = sum((weight for weight, *_rest in factors), Fraction())
            strengths[family.title.split()[0]] = tenth(100 * held / weights)
            assert strengths[family.title.split()[0]] == family.equals
        if strengths:
            inside = [number(one) for one in re.findall(r"× ([\d.]+)", total.formula)]
            assert inside == list(strengths.values())
            assert work_out(total.formula) == total.equals
        return strengths

    def _indicator(
        self, path: str, inherent: Fraction, floored: Fraction, families: dict[str, Fraction]
    ) -> Fraction:
        exposed, observed, residual = sums(self._person.get(path).text)
        start = floored if path.endswith("/SIF") else inherent
        exposure = self._exposure(exposed, start, families)
        signs = self._observed(observed)
        share = found_in(r"\+ ([\d.]+) ×", residual.formula)
        assert share is not None
        larger, smaller = max(exposure, signs), min(exposure, signs)
        found = tenth(min(WHOLE, larger + share * smaller))
        assert found == residual.equals
        return found

    def _exposure(self, exposed: Sum, start: Fraction, families: dict[str, Fraction]) -> Fraction:
        driver, inherent, *held = exposed.lines
        assert number(inherent["Figure"]) == start
        weights = [found_in(r"Weight ([\d.]+)", line["What"]) or Fraction() for line in held]
        strengths = [number(line["Figure"]) for line in held]
        assert strengths == [families[line["What"].split()[0]] for line in held]
        left = Fraction(1)
        if held:
            reduction = found_in(r"\(1 − ([\d.]+) ×", exposed.formula)
            assert reduction is not None
            mean = sum(w * k for w, k in zip(weights, strengths, strict=True)) / sum(weights)
            left = 1 - reduction * mean / 100
        exposure = start * number(driver["Figure"]) * left
        assert exposed.equals is not None
        assert abs(exposure - exposed.equals) < NINTH
        return exposure

    def _observed(self, observed: Sum) -> Fraction:
        total = Fraction()
        shares = []
        for line in ours(observed):
            share = found_in(r"Counts by ([\d.]+)", line["What"])
            if share is None:
                total += number(line["Adds"])
            else:
                shares.append(share)
        found = min(WHOLE, total)
        for share in shares:
            found *= share
        assert found == observed.equals
        return found

    def _compare_with_first_page(self, residuals: dict[str, Fraction]) -> None:
        (table,) = self._tables("Twelve indicators, worst first")
        assert len(rows(table)) == 12
        for row in rows(table):
            name, _exposure, _observed, residual = row
            code = re.split("[?#]", name.xpath(".//a/@href")[0])[0].rsplit("/", 1)[1]
            assert number(residual.text_content()) == residuals[code]

    def _headline(self, residuals: list[Fraction]) -> Fraction:
        first = self._sums("/parts/headline")[0]
        four = sorted(residuals, reverse=True)[:4]
        assert [number(figure) for figure in first.figures] == four
        highest, mean = (Fraction(one) for one in re.findall(r"([\d.]+) × ", first.formula)[:2])
        found = tenth(highest * four[0] + mean * sum(four) / 4)
        assert found == first.equals
        assert found == number(self._printed("figure-large"))
        return found

    def _confidence(self) -> Fraction:
        completeness, evidence, consistency, verification, whole = self._sums("/parts/confidence")
        weighted = [line for line in whole.lines if "×" in line.get("Figure", "")]
        weights = [number(line["Figure"].split("×")[0]) for line in weighted]
        exact = [
            work_out(completeness.formula),
            100 * sum(evidence.adds, Fraction()) / max(len(evidence.adds), 1),
            max(Fraction(), sum((number(line["Adds"]) for line in ours(consistency)), Fraction())),
            sum(verification.adds, Fraction()),
        ]
        for part, value in zip(
            (completeness, evidence, consistency, verification), exact, strict=True
        ):
            assert part.equals is not None
            assert abs(part.equals - value) < NINTH
        found = tenth(sum(w * value for w, value in zip(weights, exact, strict=True)))
        for line in whole.lines:
            found = min(found, found_in(r"At most ([\d.]+)", line["What"]) or WHOLE)
        assert found == whole.equals
        (printed,) = {a.text_content() for a in self._to("/parts/confidence")}
        assert found == number(printed)
        return found

    def _band(self, headline: Fraction, confidence: Fraction) -> str:
        begins = {
            line["What"]: number(line["Figure"]) for line in self._sums("/parts/headline")[1].lines
        }
        assert tuple(begins) == BANDS
        band = max((name for name in BANDS if headline >= begins[name]), key=BANDS.index)
        if band == "Low" and confidence < 50:
            band = "Medium"
        for least in self._grounds():
            band = max(band, least, key=BANDS.index)
        assert band in self._printed("band-large")
        return band

    def _grounds(self) -> list[str]:
        """What the findings set the band to at least (method, step 11)."""
        found = self._findings()
        strong = [one for one in found if one.severity in ("Red flag", "Zero tolerance")]
        least = ["High"] * any(one.live and one.severity == "Red flag" for one in strong)
        least += ["Critical"] * any(one.severity == "Zero tolerance" for one in strong)
        sides = {one.side for one in strong if one.live and one.side}
        return least + ["Critical"] * (len(sides) == 2)

    def _findings(self) -> list[Finding]:
        return [
            Finding(
                severity=row[0].text_content().strip(),
                live="Remedied, closed and verified" not in row[1].text_content(),
                side=" ".join(re.findall("involuntary|penalty", definition(row))),
            )
            for table in self._tables("Findings, worst first")
            for row in rows(table)
        ]

    def _tables(self, caption: str) -> list[html.HtmlElement]:
        return [
            table
            for table in self._first.iter("table")
            if table.xpath("string(./caption)").strip() == caption
        ]

    def _printed(self, name: str) -> str:
        shown = [one for tag in ("a", "span") for one in marked(self._first, tag, name)]
        return str(shown[0].text_content()).strip()

    def _to(self, part: str) -> list[html.HtmlElement]:
        return [a for a in self._first.iter("a") if part in a.get("href", "")]


def ours(one: Sum) -> list[dict[str, str]]:
    """The lines of a sum that add something, without those that only make it add up."""
    return [
        line for line in one.lines if line.get("Adds") and not line["What"].startswith(NOT_OURS)
    ]


def definition(row: html.HtmlElement) -> str:
    """Which side of the 2018 definition a finding serves, as its row says."""
    said = re.search("Serves the 2018 definition: ([^.\n]*)", row[1].text_content())
    return said[1] if said else ""


def found_in(pattern: str, text: str) -> Fraction | None:
    """The figure that a line of text names, if it names one."""
    named = re.search(pattern, text)
    return Fraction(named[1]) if named else None
