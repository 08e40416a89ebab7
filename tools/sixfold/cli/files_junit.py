"""Reports of hand-written files -> JUnit's XML, which CI systems read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from sixfold.runner import FileReport
from sixfold.visible import visible, visible_lines


def files_junit(reports: Sequence[FileReport]) -> str:
    """Return JUnit's XML: a test case a file, a failure where something was found, skipped where it was not run."""
    suite = ET.Element(
        "testsuite",
        name="sixfold smoke --files",
        tests=str(len(reports)),
        failures=str(sum(report.ran and bool(report.findings) for report in reports)),
        skipped=str(sum(not report.ran for report in reports)),
    )
    for report in reports:
        case = ET.SubElement(
            suite, "testcase", classname=report.language or "unknown", name=report.path, file=report.path
        )
        if not report.ran:
            ET.SubElement(case, "skipped", message="; ".join(report.findings))
        elif report.findings:
            failure = ET.SubElement(case, "failure", message=report.findings[0])
            failure.text = "\n".join(map(visible, report.findings))
    for element in suite.iter():
        element.attrib = {name: visible(value) for name, value in element.attrib.items()}
        element.text = visible_lines(element.text) if element.text else None
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
