/* What is wrong with properties, twins, attackers, lanes and frames: SCN060 to SCN068. */
import { text, type DiagnosticRows } from "../diagnosticRow.ts";

export const propertyRows = {
  "SCN060": {
    severity: "error",
    message: "No {0:kind} is named \"{1:title}\".",
    wayOut: "Did you mean \"{2:near title}\"?",
    explanation: "Properties and scenarios are named by their titles.",
    example: text(
      "property \"clean workers\": always clean at worker-return",
      "scenario \"a title\" breaks \"clean worker\" { expect true }",
      "scenario \"another\" breaks \"clean workers\" { expect true }",
    ),
    mended: text(
      "property \"clean workers\": always clean at worker-return",
      "scenario \"a title\" breaks \"clean workers\" { expect true }",
      "scenario \"another\" breaks \"clean workers\" { expect true }",
    ),
    inFile: true,
  },
  "SCN060/known": {
    severity: "error",
    message: "No {0:kind} is named \"{1:title}\".",
    wayOut: "What there is: {2:titles}.",
    explanation: "Properties and scenarios are named by their titles.",
    example: text(
      "property \"clean workers\": always clean at worker-return",
      "scenario \"a title\" breaks \"unheard of\" { expect true }",
      "scenario \"another\" breaks \"clean workers\" { expect true }",
    ),
    inFile: true,
  },
  "SCN060/elsewhere": {
    severity: "error",
    message: "The block of \"{0:scenario}\" stands in `{1:file}`, which this file does not use.",
    wayOut: "Write `use \"{1:file}\"`, or give this scenario a block of its own.",
    explanation: "A block is taken over with the declarations that its lines name.",
    example: "scenario \"repaired\" repairs \"broken\" with mended as serve",
    files: {
      "broken.scn": text(
        "property \"clean workers\": always clean at worker-return",
        "scenario \"broken\" breaks \"clean workers\" { serve() }",
      ),
    },
    inFile: true,
  },
  "SCN061": {
    severity: "error",
    message: "`{0:name}` cannot stand for `{1:replaced name}`: it has no {2:what is lacking}.",
    explanation: "What repairs has all that it takes the place of, with the same parameters.",
    example: text(
      "procedure serve() by app.victim { act secrets FILE_READ_DATA }",
      "procedure mended(path: object) by app.victim { act path FILE_READ_DATA }",
      "property \"in his own right\": never deputy",
      "scenario \"broken\" breaks \"in his own right\" { serve() }",
      "scenario \"repaired\" repairs \"broken\" with mended as serve",
    ),
    mended: text(
      "procedure serve() by app.victim { act secrets FILE_READ_DATA }",
      "procedure mended() by app.victim { act secrets FILE_READ_DATA }",
      "property \"in his own right\": never deputy",
      "scenario \"broken\" breaks \"in his own right\" { serve() }",
      "scenario \"repaired\" repairs \"broken\" with mended as serve",
    ),
    inFile: true,
  },
  "SCN062": {
    severity: "error",
    message: "`{0:attacker}` controls no thread that can make any of its calls, so `play {0:attacker}` does nothing.",
    explanation: "An attacker acts through the threads that it controls, with the routines that it may call.",
    example: text(
      "attacker thief { calls NtClose }",
      "scenario \"a title\" { play thief for 2 }",
    ),
    mended: text(
      "attacker thief { controls app; calls user routines }",
      "scenario \"a title\" { play thief for 2 }",
    ),
    inFile: true,
  },
  "SCN062/handles": {
    severity: "error",
    message: "`{0:attacker}` never has a handle that {1:its calls} could be made with, so `play {0:attacker}` does nothing.",
    wayOut: "Let it begin with one behind `holds`, or add a call that opens one, such as `NtOpenProcessToken`.",
    explanation: "What an attacker calls works on handles of its own processes: those it holds, those that their "
      + "code opens, and those that its other calls give back.",
    example: text(
      "attacker thief { controls app; calls NtClose }",
      "scenario \"a title\" { play thief for 2 }",
    ),
    mended: text(
      "attacker thief { controls app; calls NtClose; holds secrets FILE_READ_DATA }",
      "scenario \"a title\" { play thief for 2 }",
    ),
    inFile: true,
  },
  "SCN062/kernel": {
    severity: "error",
    message: "`{0:thread or process}` belongs to the kernel: who controls that needs no attack.",
    wayOut: "Name a declared process, or threads of one.",
    explanation: "An attacker is a party in user mode that tries what the kernel lets it do.",
    example: "attacker thief { controls system.main; calls user routines }",
    mended: "attacker thief { controls app; calls user routines }",
    inFile: true,
  },
  "SCN063": {
    severity: "error",
    message: "`lane {0:thread}` stands twice; a thread runs one lane.",
    explanation: "A thread does one thing after the other.",
    example: "concurrently { lane victim { NtClose(0x4) }; lane victim { NtClose(0x8) } }",
    mended: "concurrently { lane victim { NtClose(0x4) }; lane accomplice { NtClose(0x8) } }",
  },
  "SCN063/procedure": {
    severity: "error",
    message: "`{0:thread}` is at work in this lane and in `lane {1:thread}` too.",
    wayOut: "Let another thread do one of the two.",
    explanation:
      "A thread does one thing after the other, and makes all calls of the procedures that are `by` it.",
    example: text(
      "procedure serve() by accomplice { NtClose(0x4) => any; NtClose(0x8) => any }",
      "scenario \"a title\" {",
      "  concurrently { lane victim { serve() }; lane accomplice { NtClose(0xc) => any } }",
      "}",
    ),
    mended: text(
      "procedure serve() by accomplice { NtClose(0x4) => any; NtClose(0x8) => any }",
      "scenario \"a title\" {",
      "  concurrently { lane victim { NtClose(0xc) => any }; lane accomplice { serve() } }",
      "}",
    ),
    inFile: true,
  },
  "SCN063/procedures": {
    severity: "error",
    message: "`{0:thread}` makes the calls of a procedure in this lane and in `lane {1:thread}` too.",
    wayOut: "Put each of the procedure's calls into `atomic { … }`, or let another thread make one of them.",
    explanation:
      "A thread does one thing after the other. What is atomic is done before another lane has its turn.",
    example: text(
      "procedure serve() by system.main { NtClose(0x4) => any; NtClose(0x8) => any }",
      "scenario \"a title\" {",
      "  concurrently { lane victim { serve() }; lane accomplice { serve() } }",
      "}",
    ),
    mended: text(
      "procedure serve() by system.main { NtClose(0x4) => any; NtClose(0x8) => any }",
      "scenario \"a title\" {",
      "  concurrently { lane victim { atomic { serve() } }; lane accomplice { atomic { serve() } } }",
      "}",
    ),
    inFile: true,
  },
  "SCN063/playedProcedure": {
    severity: "error",
    message:
      "`{0:thread}` makes a procedure's calls in this lane and is controlled by `{1:attacker}`, who plays "
      + "beside it.",
    wayOut: "Let another thread make them.",
    explanation: "A thread is either played by an attacker or does what its own code says.",
    example: text(
      "attacker thief { controls app.accomplice; calls user routines }",
      "procedure serve() by accomplice { NtClose(0x4) => any }",
      "scenario \"a title\" { concurrently { lane victim { serve() }; play thief for 2 } }",
    ),
    mended: text(
      "attacker thief { controls app.accomplice; calls user routines }",
      "procedure serve() by victim { NtClose(0x4) => any }",
      "scenario \"a title\" { concurrently { lane victim { serve() }; play thief for 2 } }",
    ),
    inFile: true,
  },
  "SCN063/worker": {
    severity: "error",
    message: "`{0:thread}` runs what was queued, so this line of its own could cut into a work item.",
    wayOut: "Let `system.main` make the line, or put it into the code that is queued.",
    explanation: "Any thread of the pool takes queued work, and does one thing after the other.",
    example: text(
      "system.main: ExQueueWorkItem { PsRevertToSelf() }",
      "system.worker1: PsRevertToSelf()",
    ),
    mended: text(
      "system.main: ExQueueWorkItem { PsRevertToSelf() }",
      "system.main: PsRevertToSelf()",
    ),
  },
  "SCN063/played": {
    severity: "error",
    message: "`{0:thread}` runs a lane and is controlled by `{1:attacker}`, who plays beside it.",
    explanation: "A thread is either played by an attacker or runs its own lane.",
    example: text(
      "attacker thief { controls app.accomplice; calls user routines }",
      "scenario \"a title\" { concurrently { lane accomplice { NtClose(0x4) }; play thief for 2 } }",
    ),
    mended: text(
      "attacker thief { controls app.accomplice; calls user routines }",
      "scenario \"a title\" { concurrently { lane victim { NtClose(0x4) }; play thief for 2 } }",
    ),
    inFile: true,
  },
  "SCN064": {
    severity: "warning",
    message: 'No scenario is judged by "{0:property}".',
    wayOut:
      'Write `breaks "{0:property}"` in the head of a scenario that is meant to break it, or move it into a ' +
      "scenario's block.",
    explanation:
      "A property of the file is judged in the scenarios that name it, so that a file can hold several.",
    example: text(
      "property \"clean workers\": always clean at worker-return",
      "scenario \"a title\" { expect not victim.impersonating }",
    ),
    mended: text(
      "property \"clean workers\": always clean at worker-return",
      "scenario \"a title\" breaks \"clean workers\" { expect not victim.impersonating }",
    ),
    inFile: true,
  },
  "SCN065": {
    severity: "warning",
    message: "\"{0:scenario}\" breaks no property, so there is nothing that this scenario repairs.",
    wayOut: "Write `breaks` and the property in the head of \"{0:scenario}\".",
    explanation: "A repaired twin is judged by the properties that the other scenario breaks.",
    example: text(
      "scenario \"broken\" { expect true }",
      "scenario \"repaired\" repairs \"broken\" { expect true }",
    ),
    mended: text(
      "property \"clean workers\": always clean at worker-return",
      "scenario \"broken\" breaks \"clean workers\" { expect true }",
      "scenario \"repaired\" repairs \"broken\" { expect true }",
    ),
    inFile: true,
  },
  "SCN066": {
    severity: "error",
    message: "Whose {0:predicate}?",
    wayOut: "Write `{0:predicate} by` and an attacker.",
    explanation: "Escalation is measured for one attacker, from what it could do when it began.",
    example: text(
      "attacker thief { controls app; calls user routines }",
      "scenario \"a title\" { never escalation; play thief for 2 }",
    ),
    mended: text(
      "attacker thief { controls app; calls user routines }",
      "scenario \"a title\" { never escalation by thief; play thief for 2 }",
    ),
    inFile: true,
  },
  "SCN067": {
    severity: "warning",
    message: "This row never holds: the rows above it have all of its cases.",
    explanation: "Where rows overlap, the first one holds.",
    example: text(
      "table \"contexts\" {",
      "  asked || status",
      "  *                 || STATUS_SUCCESS",
      "  SecurityAnonymous || STATUS_INVALID_PARAMETER",
      "} each { system.main: SeCreateClientSecurity(victim, level: asked) => status }",
    ),
    mended: text(
      "table \"contexts\" {",
      "  asked || status",
      "  SecurityAnonymous || STATUS_INVALID_PARAMETER",
      "  *                 || STATUS_SUCCESS",
      "} each { system.main: SeCreateClientSecurity(victim, level: asked) => status }",
    ),
    inFile: true,
  },
  "SCN068": {
    severity: "warning",
    message: "`{0:thread}` has nothing open that it could leave, so this line is skipped.",
    wayOut: "Remove the line, or write the `enter` that is missing before it.",
    explanation: "`leave` ends what `enter` began: driver code or a work item.",
    example: "victim: leave",
    mended: "victim: { enter \"filter.create\"; leave }",
  },
  "SCN068/pool": {
    severity: "error",
    message: "`{0:thread}` is no pool thread, so it cannot run a work item.",
    wayOut: "Write `system.worker1: enter {1:work item}`.",
    explanation: "Work items run on the system's worker threads, `system.worker1` to `system.worker8`.",
    example: text(
      "system.main: item = IoQueueWorkItem()",
      "victim: enter item",
    ),
    mended: text(
      "system.main: item = IoQueueWorkItem()",
      "system.worker1: enter item",
    ),
  },
  "SCN068/again": {
    severity: "warning",
    message: "`{0:work item}` has run already; a work item runs once.",
    wayOut: "Queue another one with `IoQueueWorkItem()`.",
    explanation: "Whoever wants the same code to run again queues it again.",
    example: text(
      "system.main: item = IoQueueWorkItem()",
      "system.worker1: { enter item; leave }",
      "system.worker1: { enter item; leave }",
    ),
    mended: text(
      "system.main: { item = IoQueueWorkItem(); next = IoQueueWorkItem() }",
      "system.worker1: { enter item; leave }",
      "system.worker1: { enter next; leave }",
    ),
  },
} satisfies DiagnosticRows;
