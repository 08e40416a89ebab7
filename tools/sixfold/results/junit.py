"""Results -> JUnit's XML, which CI systems read. Pure."""

from __future__ import annotations

from sixfold.results.model import Results, Verdict
from sixfold.visible import visible, visible_lines


def junit(results: Results) -> str:
    """Return JUnit's XML: a test case a snippet, a failure where it did not hold, skipped where it was not run.

    What a snippet printed stands in it as it can be shown: XML has no way to write most control characters.
    """
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - of use to a run of snippets alone

    suite = ET.Element(
        "testsuite",
        name="sixfold smoke",
        tests=str(len(results.results)),
        failures=str(results.count(Verdict.FAILED)),
        skipped=str(results.count(Verdict.NOT_RUN)),
        timestamp=results.started,
        time=f"{sum(result.seconds for result in results.results):.2f}",
    )
    for result in results.results:
        case = ET.SubElement(
            suite,
            "testcase",
            classname=result.key.language,
            name=result.key.operation,
            file=result.path,
            time=f"{result.seconds:.2f}",
        )
        if result.verdict is Verdict.FAILED:
            failure = ET.SubElement(case, "failure", message=result.reasons[0])
            failure.text = "\n".join(map(visible, result.reasons))
        elif result.verdict is Verdict.NOT_RUN:
            ET.SubElement(case, "skipped", message="; ".join(result.reasons))
        elif result.verdict is Verdict.EXPECTED_FAILURE:
            ET.SubElement(case, "system-out").text = "expected failure: " + "; ".join(result.reasons)
    for element in suite.iter():
        element.attrib = {name: visible(value) for name, value in element.attrib.items()}
        element.text = visible_lines(element.text) if element.text else None
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
