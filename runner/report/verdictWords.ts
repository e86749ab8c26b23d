/** What a run came to, in the same words wherever it is told. */
import type { Trace } from "./trace.ts";

/** What a run came to, as a sentence without its full stop. */
export function verdictWords({ verdict, broken, steps }: Trace): string {
  const where = steps.length === 0 ? "before the first step" : `in step ${steps.length}`;
  if (broken === undefined) return verdict === "held" ? "everything held" : `${verdict} ${where}`;
  switch (broken.kind) {
    case "property":
      return `property "${broken.title}" is broken ${where}`;
    case "demand":
      return `a demand is broken ${where}: ${broken.title}`;
    case "expectation":
      return `an expectation is broken ${where}: ${broken.title}`;
    case "invariant":
      return `the model breaks its own invariant ${broken.title} ${where}`;
    case "bug check":
      return `bug check ${broken.title} ${where}, which nothing demands`;
    case "world full":
      return `the world is full ${where}: ${broken.title}`;
  }
}
