/* What the model does not run yet, and what does not fit: SCN070 and SCN071. */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const limitRows = {
  "SCN070": {
    severity: "error",
    message: "This is not available yet: {0}.",
    wayOut: "{1}",
    explanation: "The grammar knows it, the model does not run it yet.",
    example: "pipe orders by server \"D:(A;;GA;;;WD)\"",
  },
  "SCN071": {
    severity: "error",
    message: "Too large: {1} {0}; the limit is {2}.",
    wayOut: "Split the scenario, or leave out what it does not need.",
    explanation: "The model has fixed rooms; what does not fit is said before anything runs.",
    example: "repeat 1000 { repeat 1000 { maybe { } } }",
  },
} satisfies DiagnosticRows;
