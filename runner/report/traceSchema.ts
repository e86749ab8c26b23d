/**
 * The published JSON schema (draft 2020-12) of a trace. Readers in other languages check against it; the
 * tests hold every trace against it.
 */
import { TRACE_VERSION } from "./trace.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const whole = { type: "integer", minimum: 0 } as const;
const listOf = <Items>(items: Items) => ({ type: "array", items }) as const;
/** An object that has these properties and no others; `optional` ones may be missing. */
const objectOf = <Properties extends object>(
  properties: Properties,
  optional: readonly (keyof Properties & string)[] = [],
  description?: string,
) =>
  ({
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !(optional as readonly string[]).includes(name)),
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  }) as const;

const span = objectOf(
  { file: text, start: whole, end: whole },
  ["file"],
  "Part of a file, offsets in UTF-16 units, end exclusive; without `file` of the one that was given.",
);

const input = objectOf({ name: text, kind: text, value: whole, words: text });
const decision = objectOf(
  {
    name: text,
    routine: text,
    question: text,
    answer: flag,
    inputs: listOf(input),
    source: text,
    deciding: flag,
  },
  [],
  "A question that a routine asked; answer true is yes.",
);
const fieldValue = {
  type: ["integer", "string"],
  description: "A number, or 0x… for sets of bits.",
} as const;
const change = objectOf(
  {
    thing: { enum: ["thread", "process", "token", "handle", "context", "workItem", "run"] },
    number: whole,
    name: text,
    words: text,
    fields: listOf(objectOf({ name: text, before: fieldValue, after: fieldValue })),
  },
  [],
  "One thing that the step changed.",
);
const judgement = objectOf({
  kind: { enum: ["property", "demand", "expectation"] },
  title: text,
  holds: flag,
});

const step = objectOf(
  {
    number: { type: "integer", minimum: 1 },
    kind: { enum: ["call", "act", "enter", "leave"] },
    lane: whole,
    actor: { type: "string", description: "Path of the thread; empty for nothing." },
    mode: { enum: ["user", "kernel"] },
    action: { type: "string", description: "The call in the language, without its actor." },
    span,
    status: text,
    statusValue: whole,
    result: text,
    outs: listOf(objectOf({ name: text, value: whole, words: text })),
    skipped: flag,
    skipReason: { type: "string", description: "Why it was skipped; absent for nothing." },
    refused: flag,
    attacker: text,
    decisions: listOf(decision),
    changes: listOf(change),
    event: objectOf({ name: text, thread: text }),
    judgements: listOf(judgement),
  },
  ["span", "status", "statusValue", "result", "skipReason", "attacker", "event"],
  "One line of a flat program and how it went.",
);

export const traceSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Guise trace",
  description: "A run of a scenario, step by step.",
  ...objectOf(
    {
      version: { const: TRACE_VERSION },
      scenario: text,
      windows: { type: "string", description: "Version of Windows." },
      recipe: objectOf(
        {
          kind: { enum: ["first", "enumerated", "drawn", "guided"] },
          number: text,
          seed: text,
          case: text,
          blind: { const: true },
          choices: listOf(whole),
        },
        ["number", "seed", "case", "blind", "choices"],
        "How the run comes about again.",
      ),
      threads: listOf(
        objectOf({ path: text, process: text, identity: text, impersonates: text }, ["impersonates"]),
      ),
      steps: listOf(step),
      truncated: flag,
      verdict: { enum: ["held", "failed", "bug check", "world full"] },
      broken: objectOf(
        {
          kind: { enum: ["property", "demand", "expectation", "invariant", "bug check", "world full"] },
          title: text,
          span,
        },
        ["span"],
      ),
      deciding: objectOf({ decision: text, answer: flag }),
      decidingStep: { type: "integer", minimum: 1 },
    },
    ["broken", "deciding", "decidingStep"],
  ),
} as const;
