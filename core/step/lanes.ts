/**
 * Lanes: strands of control. Lane 0 is the scenario itself; `concurrently` starts one per `lane`, a work item
 * is one on a free worker thread. Which ready lane makes the next step is a choice; a single ready lane is
 * none.
 */
import { guiding } from "../campaign/guiding";
import { nextLane } from "../campaign/plan";
import { recordLane } from "../campaign/recorder";
import { NO_WISH, wished } from "../choices";
import {
  clearLane, headerAtomicLane, headerLanesLive, headerLanesWaiting, headerWorkItemsLive, laneCount,
  laneParent, laneThread, REGION_LANE, setHeaderLanesLive, setHeaderLanesWaiting, setLaneParent,
  setLaneProgramCounter, setLaneThread, setLaneWorkItem, setThreadLaneOwner, setWorkItemThread, threadCount,
  threadLaneOwner, threadWorker,
  workItemProgramCounter, workItemState, workItemThread,
} from "../generated/state";
import { worldIsFull } from "./call";
import { journaling } from "./journal";

/** The code of an item in a flat program: its steps stand in the one lane. */
const NO_CODE: u32 = 0xffff;

/** Starts a lane; answers its number, or the count of lanes when none is free. */
export function startLane(programCounter: u32, thread: u32, parent: u32): u32 {
  const live = headerLanesLive();
  const lane = <u32>ctz<u32>(~live);
  if (lane >= laneCount) {
    worldIsFull(REGION_LANE);
    return laneCount;
  }
  setHeaderLanesLive(live | (1 << lane));
  setLaneProgramCounter(lane, programCounter);
  setLaneThread(lane, thread);
  setLaneParent(lane, parent);
  if (thread != 0) setThreadLaneOwner(thread, lane + 1);
  return lane;
}

/**
 * The lane ends: its record is all zero again, its thread is free, a parent without other children is ready.
 * Answers 1 + that parent, which is to be settled, or 0.
 */
export function endLane(lane: u32): u32 {
  const thread = laneThread(lane);
  const parent = laneParent(lane);
  if (thread != 0) setThreadLaneOwner(thread, 0);
  setHeaderLanesLive(headerLanesLive() & ~(1 << lane));
  clearLane(lane);
  startQueuedItems();
  if (parent == 0 || !laneWaits(parent - 1) || hasChildren(parent - 1)) return 0;
  setHeaderLanesWaiting(headerLanesWaiting() & ~(1 << (parent - 1)));
  return parent;
}

/** Lanes that can make a step, a bit each. */
function lanesReady(): u32 {
  return headerLanesLive() & ~headerLanesWaiting();
}

export function laneIsReady(lane: u32): bool {
  return (lanesReady() & (1 << lane)) != 0;
}

function laneWaits(lane: u32): bool {
  return (headerLanesWaiting() & (1 << lane)) != 0;
}

/** The lane waits until all that it started have ended. */
export function waitForChildren(lane: u32): void {
  setHeaderLanesWaiting(headerLanesWaiting() | (1 << lane));
}

/** Whether some lane was started by this one. */
export function hasChildren(lane: u32): bool {
  for (let live = headerLanesLive(); live != 0; live &= live - 1) {
    if (laneParent(ctz<u32>(live)) == lane + 1) return true;
  }
  return false;
}

/** Gives queued work items to free worker threads, in the order of their numbers. */
export function startQueuedItems(): void {
  for (let live = headerWorkItemsLive(); live != 0; live &= live - 1) {
    const item = <u32>ctz<u32>(live);
    if (workItemState(item) != 1 || workItemThread(item) != 0 || workItemProgramCounter(item) == NO_CODE) {
      continue;
    }
    const worker = freeWorker();
    if (worker == 0) return;
    const lane = startLane(workItemProgramCounter(item), worker, 0);
    if (lane == laneCount) return;
    setLaneWorkItem(lane, item);
    setWorkItemThread(item, worker);
  }
}

function freeWorker(): u32 {
  for (let thread: u32 = 1; thread < threadCount; thread++) {
    if (threadWorker(thread) && threadLaneOwner(thread) == 0) return thread;
  }
  return 0;
}

/** Chooses the lane that makes the next step; the count of lanes when none is ready. */
export function chooseLane(): u32 {
  const atomic = headerAtomicLane();
  if (atomic != 0 && laneIsReady(atomic - 1)) return atomic - 1;
  let ready = lanesReady();
  if (ready == 0) return laneCount;
  const count = popcnt<u32>(ready);
  let skip = wished(count, guiding && count > 1 ? wishedPlace(ready) : NO_WISH);
  while (skip > 0) {
    ready &= ready - 1;
    skip--;
  }
  const lane = <u32>ctz<u32>(ready);
  if (guiding && journaling && count > 1) recordLane(lane);
  return lane;
}

/** The place among the ready lanes of the one that is wished for. */
function wishedPlace(ready: u32): u32 {
  const lane = nextLane();
  if (lane >= laneCount || (ready & (1 << lane)) == 0) return NO_WISH;
  return popcnt<u32>(ready & ((1 << lane) - 1));
}
