"""LibreOffice at the counter's work; run by the Python that has its bridge, not by ours.

Arguments: the pipe of a running office, a sheet of names (CSV), a folder for what is made,
a name to look for, how many slips. Knows nothing of `desktop`.
"""

import contextlib
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

uno: Any = importlib.import_module("uno")
HIDDEN_WAIT = 60
FIELDS = ("number", "name", "birth", "phone", "dong", "wish", "summary", "due")


def struct(kind: str, **values: Any) -> Any:
    """One of the office's structures."""
    made = uno.createUnoStruct(kind)
    for name, value in values.items():
        setattr(made, name, value)
    return made


def options(**values: Any) -> tuple[Any, ...]:
    """Named values as the office takes them."""
    kind = "com.sun.star.beans.PropertyValue"
    return tuple(struct(kind, Name=name, Value=value) for name, value in values.items())


def reached(pipe: str) -> Any:
    """The office's own context, once it answers."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    end = time.monotonic() + HIDDEN_WAIT
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def found_in_sheet(desktop: Any, sheet_file: Path, name: str) -> tuple[list[float], list[float]]:
    """Seconds of Find All and of a filter over the column of names."""
    kind = "Text - txt - csv (StarCalc)"
    loaded = options(Hidden=True, FilterName=kind, FilterOptions="44,34,76")
    document = desktop.loadComponentFromURL(sheet_file.as_uri(), "_blank", 0, loaded)
    sheet = document.Sheets.getByIndex(0)
    finds, filters = [], []
    for _ in range(5):
        asked = sheet.createSearchDescriptor()
        asked.SearchString = name
        begun = time.perf_counter()
        sheet.findAll(asked)
        finds.append(time.perf_counter() - begun)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, 3, cursor.RangeAddress.EndRow)
        rule = area.createFilterDescriptor(True)
        rule.ContainsHeader = True
        rule.UseRegularExpressions = True
        rule.FilterFields = (
            struct(
                "com.sun.star.sheet.TableFilterField",
                Field=0,
                IsNumeric=False,
                Operator=uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL"),
                StringValue=f"{name}.*",
            ),
        )
        begun = time.perf_counter()
        area.filter(rule)
        filters.append(time.perf_counter() - begun)
        area.filter(area.createFilterDescriptor(True))
    document.close(True)
    return finds, filters


def merged(context: Any, desktop: Any, out: Path, count: int) -> dict[str, float]:
    """Slips a second in one PDF, and one PDF each."""
    manager = context.ServiceManager
    rows = [",".join(FIELDS)]
    rows += [
        f"26-101-{n:04d},백서윤,1992-03-14,010-0000-5678,자양제4동,경리,준비가 꾸준함,{n}"
        for n in range(count)
    ]
    (out / "slips.csv").write_text("\n".join(rows) + "\n", "utf-8")
    source = manager.createInstanceWithContext("com.sun.star.sdb.DatabaseContext", context)
    data = source.createInstance()
    data.URL = f"sdbc:flat:{out.as_uri()}"
    data.Info = options(
        Extension="csv", HeaderLine=True, FieldDelimiter=",", StringDelimiter='"', CharSet="UTF-8"
    )
    data.DatabaseDocument.storeAsURL((out / "slips.odb").as_uri(), ())
    source.registerObject("naeil_bench", data)
    document = desktop.loadComponentFromURL(
        "private:factory/swriter", "_blank", 0, options(Hidden=True)
    )
    text = document.Text
    paragraph = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
    cursor = text.createTextCursor()
    for column in FIELDS:
        text.insertString(cursor, f"{column}: ", False)
        master = document.createInstance("com.sun.star.text.FieldMaster.Database")
        master.DataBaseName = "naeil_bench"
        master.DataCommandType = 0
        master.DataTableName = "slips"
        master.DataColumnName = column
        field = document.createInstance("com.sun.star.text.TextField.Database")
        field.attachTextFieldMaster(master)
        text.insertTextContent(cursor, field, False)
        text.insertControlCharacter(cursor, paragraph, False)
    document.storeAsURL((out / "slip.odt").as_uri(), ())
    document.close(True)
    rates = {}
    for what, single in (("together", True), ("apart", False)):
        into = out / what
        into.mkdir()
        merge = manager.createInstanceWithContext("com.sun.star.text.MailMerge", context)
        merge.DocumentURL = (out / "slip.odt").as_uri()
        merge.DataSourceName = "naeil_bench"
        merge.CommandType = 0
        merge.Command = "slips"
        merge.OutputType = 2
        merge.OutputURL = into.as_uri()
        merge.FileNamePrefix = "slip"
        merge.SaveAsSingleFile = single
        merge.SaveFilter = "writer_pdf_Export"
        begun = time.perf_counter()
        merge.execute(())
        took = time.perf_counter() - begun
        made = len(list(into.iterdir()))
        if made != (1 if single else count):
            raise SystemExit(f"{made} files")
        rates[what] = count / took
    source.revokeObject("naeil_bench")
    return rates


def main(pipe: str, sheet_file: str, out: str, name: str, count: str) -> None:
    """Everything, then the office is asked to end."""
    context = reached(pipe)
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    try:
        finds, filters = found_in_sheet(desktop, Path(sheet_file), name)
        try:
            rates = merged(context, desktop, Path(out), int(count))
        except Exception as trouble:  # a part of the office of its own, not always there
            print(trouble, file=sys.stderr)
            rates = {}
    finally:
        # It closes the bridge while it answers.
        with contextlib.suppress(Exception):
            desktop.terminate()
    print(json.dumps({"finds": finds, "filters": filters, **rates}))


if __name__ == "__main__":
    main(*sys.argv[1:])
