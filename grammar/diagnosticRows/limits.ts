/* What the model does not run yet, and what does not fit: SCN070 and SCN071. */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const limitRows = {
  "SCN070": {
    severity: "error",
    message: "This is not available yet: {0:what}.",
    wayOut: "{1:what to write instead}",
    explanation: "The grammar knows it, the model does not run it yet.",
    example: "port orders by app",
    inFile: true,
  },
  "SCN071": {
    severity: "error",
    message: "Too large: {1:number} {0:what there is too much of}; the limit is {2:limit}.",
    wayOut: "Split the scenario, or leave out what it does not need.",
    explanation: "The model has fixed rooms; what does not fit is said before anything runs.",
    example: "repeat 1000 { repeat 1000 { victim: NtClose(0x4) } }",
    mended: "repeat 1000 { victim: NtClose(0x4) }",
  },
} satisfies DiagnosticRows;
