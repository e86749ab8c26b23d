/* What is wrong with SIDs, SDDL, privileges and tables: SCN040 to SCN052. */
import { text, type DiagnosticRows } from "../diagnosticRow.ts";

/** One more than the model tells apart. */
const manySids = Array.from({ length: 129 }, (_, index) => `S-1-5-21-1-1-1-${index + 1}`);

export const thingRows = {
  "SCN040": {
    severity: "error",
    message: "`{0:SID}` is no SID: {1:reason}.",
    explanation: "A SID is `S-1-`, an authority below 2^48 and one to fifteen numbers below 2^32.",
    example: "account bob { user S-1-5-21-x }",
    mended: "account bob { user S-1-5-21-7-7-7-1002 }",
    inFile: true,
  },
  "SCN040/sddl": {
    severity: "error",
    message: "{0:what is wrong in the string}",
    wayOut: "{1:what to write instead}",
    explanation: "Security descriptors are written as SDDL strings: `O:owner G:group D:(aces) S:(label)`, "
      + "without blanks.",
    example: "object notes as file \"O:WXD:\"",
    mended: "object notes as file \"O:SYD:\"",
    inFile: true,
  },
  "SCN041": {
    severity: "error",
    message: "This program tells {0:number} SIDs apart; the limit is {1:limit}.",
    wayOut: "The SIDs are: {2:SIDs}",
    explanation: "SIDs that nothing in the program mentions are merged and do not count.",
    example: text(
      `object notes as file "D:${manySids.map((sid) => `(A;;GR;;;${sid})`).join("")}"`,
      "scenario \"a title\" { victim: NtOpenFile(notes, FILE_READ_DATA) }",
    ),
    shown: text(
      "object notes as file \"D:(A;;GR;;;S-1-5-21-1-1-1-1)…(A;;GR;;;S-1-5-21-1-1-1-129)\"",
      "scenario \"a title\" { victim: NtOpenFile(notes, FILE_READ_DATA) }",
    ),
    inFile: true,
  },
  "SCN042": {
    severity: "error",
    message: "`{0:privilege}` is no privilege.",
    wayOut: "Did you mean `{1:near privilege}`?",
    explanation: "Privileges have the names of winnt.h, `SeImpersonatePrivilege` and so on.",
    example: "account bob { privileges SeImpersonatePrivelege }",
    mended: "account bob { privileges SeImpersonatePrivilege }",
    inFile: true,
  },
  // ------------------------------------------------------------------------------------------ SCN05x: tables
  "SCN050": {
    severity: "error",
    message: "This row has {0:number} cells, the header {1:number of columns}.",
    wayOut: "A mask in a cell needs parentheses: `(A | B)`.",
    explanation: "Each row has a cell for each column, on the same side of `||`.",
    example: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY | TOKEN_DUPLICATE || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  (TOKEN_QUERY | TOKEN_DUPLICATE) || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
  "SCN050/sides": {
    severity: "error",
    message: "Here `||` stands behind cell {0:number}, in the header behind column {1:number of columns}.",
    wayOut: "Put `||` where it stands in the header: behind it is what the row demands.",
    explanation: "Each row has a cell for each column, on the same side of `||`.",
    example: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY | STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
  "SCN050/none": {
    severity: "error",
    message: "This table has no row, so nothing of it runs.",
    wayOut: "Write a row for each case below the names of the columns.",
    explanation: "The first row of a table names its columns, each one below is a case.",
    example: text(
      "table \"opens\" {",
      "  rights || status",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
  "SCN051": {
    severity: "error",
    message: "`*` needs a column with finitely many values; `{0:column}` takes {1:kind}.",
    wayOut: "Write one value in a row above.",
    explanation: "`*` stands for each value of its column in turn.",
    example: text(
      "table \"opens\" {",
      "  rights || status",
      "  * || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
  "SCN052": {
    severity: "error",
    message: "The column `{0:column}` stands behind `||`, and nothing in `each` demands it: whatever its cells say passes.",
    wayOut: "Write `=> {0:column}` behind the call that it is about, or `=> NAME: {0:column}` where it is an out of "
      + "that name.",
    explanation: "Columns behind `||` are what the rows demand. What a row does not demand, its cell cannot show.",
    example: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY || STATUS_ACCESS_DENIED",
      "} each { victim: NtOpenProcessToken(app, rights) }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  TOKEN_QUERY || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
  "SCN052/given": {
    severity: "warning",
    message: "Nothing in `each` uses the column `{0:column}`, so rows that differ by it alone are the same case.",
    wayOut: "Use `{0:column}` in `each`, or take the column out.",
    explanation: "The cells of a row stand in `each` for the names of their columns.",
    example: text(
      "table \"opens\" {",
      "  rights | self || status",
      "  TOKEN_QUERY | true || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights | self || status",
      "  TOKEN_QUERY | true || STATUS_NO_TOKEN",
      "} each { victim: NtOpenThreadToken(current, rights, openAsSelf: self) => status }",
    ),
    inFile: true,
  },
  "SCN052/twice": {
    severity: "error",
    message: "Two columns are named `{0:column}`.",
    wayOut: "Give this one a name of its own.",
    explanation: "In `each`, the name of a column stands for the cell of the row at hand.",
    example: text(
      "table \"opens\" {",
      "  rights | rights || status",
      "  TOKEN_QUERY | TOKEN_DUPLICATE || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  (TOKEN_QUERY | TOKEN_DUPLICATE) || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
  "SCN052/name": {
    severity: "error",
    message: "This is no name of a column.",
    wayOut: "Begin the table with a row of names, as in `level | remote || status`.",
    explanation: "The first row of a table names its columns; `each` speaks of the cells by these names.",
    example: text(
      "table \"opens\" {",
      "  0x8 || status",
      "  TOKEN_QUERY || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, TOKEN_QUERY) => status }",
    ),
    mended: text(
      "table \"opens\" {",
      "  rights || status",
      "  0x8 || STATUS_SUCCESS",
      "} each { victim: NtOpenProcessToken(app, rights) => status }",
    ),
    inFile: true,
  },
} satisfies DiagnosticRows;
