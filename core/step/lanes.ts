/**
 * Lanes: strands of control. Lane 0 is the scenario itself; `concurrently` starts one per `lane`, a work item is one on a free worker
 * thread. Which ready lane makes the next step is a choice; a single ready lane is none.
 */
import { below } from "../choices";
import {
  clearLane, headerAtomicLane, headerLanesLive, headerWorkItemsLive, laneCount, laneParent, laneState, laneThread, REGION_LANE, setHeaderLanesLive, setLaneParent,
  setLaneProgramCounter, setLaneState, setLaneThread, setLaneWorkItem, setThreadLaneOwner, setWorkItemThread, threadCount, threadLaneOwner, threadWorker,
  workItemProgramCounter, workItemState, workItemThread,
} from "../generated/state";
import { worldIsFull } from "./call";

export const LANE_READY: u32 = 1;
export const LANE_WAITING: u32 = 2;
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
  setLaneState(lane, LANE_READY);
  setLaneProgramCounter(lane, programCounter);
  setLaneThread(lane, thread);
  setLaneParent(lane, parent);
  if (thread != 0) setThreadLaneOwner(thread, lane + 1);
  return lane;
}

/**
 * The lane ends: its record is all zero again, its thread is free, a parent without other children is ready. Answers 1 + that parent, which
 * is to be settled, or 0.
 */
export function endLane(lane: u32): u32 {
  const thread = laneThread(lane);
  const parent = laneParent(lane);
  if (thread != 0) setThreadLaneOwner(thread, 0);
  setHeaderLanesLive(headerLanesLive() & ~(1 << lane));
  clearLane(lane);
  startQueuedItems();
  if (parent == 0 || laneState(parent - 1) != LANE_WAITING || hasChildren(parent - 1)) return 0;
  setLaneState(parent - 1, LANE_READY);
  return parent;
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
    if (workItemState(item) != 1 || workItemThread(item) != 0 || workItemProgramCounter(item) == NO_CODE) continue;
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
  if (atomic != 0 && laneState(atomic - 1) == LANE_READY) return atomic - 1;
  let ready: u32 = 0;
  let live = headerLanesLive();
  while (live != 0) {
    const lane = <u32>ctz<u32>(live);
    live &= live - 1;
    if (laneState(lane) == LANE_READY) ready |= 1 << lane;
  }
  if (ready == 0) return laneCount;
  let skip = below(popcnt<u32>(ready));
  while (skip > 0) {
    ready &= ready - 1;
    skip--;
  }
  return <u32>ctz<u32>(ready);
}
