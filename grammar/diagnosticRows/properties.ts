/* What is wrong with properties, twins, attackers, lanes and frames: SCN060 to SCN068. */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const propertyRows = {
  "SCN060": {
    severity: "error",
    message: "No {0} is named \"{1}\".",
    wayOut: "Did you mean \"{2}\"?",
    explanation: "Properties and scenarios are named by their titles.",
    example: "scenario \"x\" breaks \"clean worker\" { }",
  },
  "SCN060/known": {
    severity: "error",
    message: "No {0} is named \"{1}\".",
    wayOut: "What there is: {2}.",
    explanation: "Properties and scenarios are named by their titles.",
    example: "scenario \"x\" breaks \"unheard of\" { }",
  },
  "SCN060/elsewhere": {
    severity: "error",
    message: "The block of \"{0}\" stands in `{1}`, which this file does not use.",
    wayOut: "Write `use \"{1}\"`, or give this scenario a block of its own.",
    explanation: "A block is taken over with the declarations that its lines name.",
    example: "scenario \"x\" repairs \"of another file\" with fixed as filter",
  },
  "SCN061": {
    severity: "error",
    message: "`{0}` cannot stand for `{1}`: it has no {2}.",
    explanation: "What repairs has all that it takes the place of, with the same parameters.",
    example: "scenario \"x\" repairs \"y\" with fixed as filter",
  },
  "SCN062": {
    severity: "error",
    message: "`{0}` controls no thread that can make any of its calls, so `play {0}` does nothing.",
    explanation: "An attacker acts through the threads that it controls, with the routines that it may call.",
    example: "attacker thief { controls app.accomplice; calls PsRevertToSelf }",
  },
  "SCN063": {
    severity: "error",
    message: "`lane {0}` stands twice; a thread runs one lane.",
    explanation: "A thread does one thing after the other.",
    example: "concurrently { lane app.victim { }; lane app.victim { } }",
  },
  "SCN063/played": {
    severity: "error",
    message: "`{0}` runs a lane and is controlled by `{1}`, who plays beside it.",
    explanation: "A thread is either played by an attacker or runs its own lane.",
    example: "concurrently { lane app.accomplice { }; play thief for 4 }",
  },
  "SCN064": {
    severity: "warning",
    message: 'No scenario is judged by "{0}".',
    wayOut:
      'Write `breaks "{0}"` in the head of a scenario that is meant to break it, or move it into a ' +
      "scenario's block.",
    explanation:
      "A property of the file is judged in the scenarios that name it, so that a file can hold several.",
    example: 'property "clean workers": always clean at worker-return',
  },
  "SCN065": {
    severity: "warning",
    message: "\"{0}\" breaks no property, so there is nothing that this scenario repairs.",
    wayOut: "Write `breaks` and the property in the head of \"{0}\".",
    explanation: "A repaired twin is judged by the properties that the other scenario breaks.",
    example: "scenario \"x\" repairs \"y\" with fixed as filter",
  },
  "SCN066": {
    severity: "error",
    message: "Whose {0}?",
    wayOut: "Write `{0} by` and an attacker.",
    explanation: "Escalation is measured for one attacker, from what it could do when it began.",
    example: "never escalation",
  },
  "SCN067": {
    severity: "warning",
    message: "This row never holds: the rows above it have all of its cases.",
    explanation: "Where rows overlap, the first one holds.",
    example: "* || STATUS_SUCCESS",
  },
  "SCN068": {
    severity: "warning",
    message: "`{0}` has nothing open that it could leave, so this line is skipped.",
    wayOut: "Remove the line, or write the `enter` that is missing before it.",
    explanation: "`leave` ends what `enter` began: driver code or a work item.",
    example: "app.victim: leave",
  },
  "SCN068/pool": {
    severity: "error",
    message: "`{0}` is no pool thread, so it cannot run a work item.",
    wayOut: "Write `system.worker1: enter {1}`.",
    explanation: "Work items run on the system's worker threads, `system.worker1` to `system.worker8`.",
    example: "app.victim: enter item2",
  },
  "SCN068/again": {
    severity: "warning",
    message: "`{0}` has run already; a work item runs once.",
    wayOut: "Queue another one with `IoQueueWorkItem()`.",
    explanation: "Whoever wants the same code to run again queues it again.",
    example: "system.worker1: enter item2; system.worker1: leave; system.worker2: enter item2",
  },
} satisfies DiagnosticRows;
