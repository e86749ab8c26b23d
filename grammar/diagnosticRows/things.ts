/* What is wrong with SIDs, SDDL, privileges and tables: SCN040 to SCN051. */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const thingRows = {
  "SCN040": {
    severity: "error",
    message: "`{0}` is no SID: {1}.",
    explanation: "A SID is `S-1-`, an authority below 2^48 and one to fifteen numbers below 2^32.",
    example: "account bob { user S-1-5-21-x }",
  },
  "SCN040/sddl": {
    severity: "error",
    message: "{0}",
    wayOut: "{1}",
    explanation: "Security descriptors are written as SDDL strings: `O:owner G:group D:(aces) S:(label)`, "
      + "without blanks.",
    example: "object secrets as file \"O:WXD:\"",
  },
  "SCN041": {
    severity: "error",
    message: "This program tells {0} SIDs apart; the limit is {1}.",
    wayOut: "The SIDs are: {2}",
    explanation: "SIDs that nothing in the program mentions are merged and do not count.",
    example: "account many { groups S-1-5-21-1-1-1-1, … }",
  },
  "SCN042": {
    severity: "error",
    message: "`{0}` is no privilege.",
    wayOut: "Did you mean `{1}`?",
    explanation: "Privileges have the names of winnt.h, `SeImpersonatePrivilege` and so on.",
    example: "account bob { privileges SeImpersonatePrivelege }",
  },
  // ------------------------------------------------------------------------------------------ SCN05x: tables
  "SCN050": {
    severity: "error",
    message: "This row has {0} cells, the header {1}.",
    wayOut: "A mask in a cell needs parentheses: `(A | B)`.",
    explanation: "Each row has a cell for each column, on the same side of `||`.",
    example: "TOKEN_QUERY | TOKEN_DUPLICATE || STATUS_SUCCESS",
  },
  "SCN051": {
    severity: "error",
    message: "`*` needs a column with finitely many values; `{0}` takes {1}.",
    wayOut: "Write one value in a row above.",
    explanation: "`*` stands for each value of its column in turn.",
    example: "* || STATUS_SUCCESS",
  },
} satisfies DiagnosticRows;
