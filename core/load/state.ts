/** Checks the initial state: every number in it names a record that the program planned. */
import {
  accessListTotal, initialStateBase, shapeTotal, switchesTotal, wellKnownSidsTotal,
} from "../generated/image";
import {
  jobCount, handleCount, handleKind, handleObject, handleProcess, headerHandlesLiveHigh,
  headerHandlesLiveLow, headerTokensLive, laneCount, moveBlock, objectCount, objectDescriptor, objectPipe,
  objectType,
  pipeCount, pipeServerProcess, pipeState, REGION_PIPE, PIPE_SIZE,
  processCount, processDescriptor, processJob, processToken, regionBase, REGION_LANE, REGION_THREAD,
  stateBase, threadActive, threadBlockPresent, threadCount, threadDescriptor, threadLevel, threadProcess,
  threadToken, tokenCount, tokenDefaultAccessList,
  tokenDescriptor, tokenLevel, tokenOwner, tokenPrimaryGroup, tokenReferences, tokenShape, tokenUser,
  variableCount, variableKind, variableValue, contextCount, workItemCount,
} from "../generated/state";
import {
  PIPE_LISTENING, PIPE_NONE, DESCRIPTOR_COPY_ON_OPEN_RESTRICTED, DESCRIPTOR_LIST, HANDLE_OBJECT, HANDLE_PIPE,
  HANDLE_PROCESS, HANDLE_THREAD, HANDLE_TOKEN, VARIABLE_CONTEXT, VARIABLE_HANDLE, VARIABLE_OBJECT,
  VARIABLE_PROCESS, VARIABLE_SAVED_STATE, VARIABLE_SUBJECT_CONTEXT, VARIABLE_THREAD, VARIABLE_TOKEN,
  VARIABLE_WORK_ITEM,
} from "../generated/constants";
import { BAD_STATE, refuse } from "./refusal";

const TYPES: u32 = 8;

/** Reads the initial state through the accessors of the state. */
export function checkState(): bool {
  if (switchesTotal < 64 || wellKnownSidsTotal < 8 || laneCount < 1 || laneCount > 8 || threadCount < 1
    || processCount < 1 || tokenCount < 1) {
    return refuse(BAD_STATE, 1);
  }
  const distance = <isize>initialStateBase - <isize>stateBase;
  moveBlock(distance);
  const sound = checkHeader() && checkThreads() && checkProcesses() && checkTokens() && checkHandles()
    && checkObjects() && checkPipes() && checkVariables() && checkReferences();
  moveBlock(-distance);
  return sound;
}

/**
 * Before the first step nothing runs and nothing has happened: of the header only the bitmaps of tokens and
 * handles are set.
 */
function checkHeader(): bool {
  if (load<u64>(stateBase) != 0 || load<u64>(stateBase, 8) != 0 || load<u64>(stateBase, 16) != 0
    || load<u64>(stateBase, 48) != 0 || load<u64>(stateBase, 56) != 0) {
    return refuse(BAD_STATE, 2);
  }
  for (let at = regionBase(REGION_LANE); at < regionBase(REGION_THREAD); at += 8) {
    if (load<u64>(at) != 0) return refuse(BAD_STATE, 3);
  }
  return true;
}

/** A token is live exactly while somebody holds it, and knows by how many. */
function checkReferences(): bool {
  for (let token: u32 = 1; token < tokenCount; token++) {
    let holders: u32 = 0;
    for (let process: u32 = 1; process < processCount; process++) {
      holders += u32(processToken(process) == token);
    }
    for (let thread: u32 = 1; thread < threadCount; thread++) {
      holders += u32(threadActive(thread) != 0 && threadToken(thread) == token);
    }
    for (let slot: u32 = 0; slot < handleCount; slot++) {
      holders += u32(handleKind(slot) == HANDLE_TOKEN && handleObject(slot) == token);
    }
    const live = <u32>((headerTokensLive() >> <u64>token) & 1);
    if (tokenReferences(token) != holders || live != u32(holders != 0)) {
      return refuse(BAD_STATE, 0x700 | token);
    }
  }
  return true;
}

function descriptorIsSound(descriptor: u32): bool {
  const kind = descriptor & 0xff;
  if (kind > DESCRIPTOR_COPY_ON_OPEN_RESTRICTED) return false;
  if (kind == 0) return true;
  const sids = ((descriptor >>> 8) & 0xff) < 128;
  return kind == DESCRIPTOR_LIST
    ? sids && descriptor >>> 16 < accessListTotal
    : sids && ((descriptor >>> 16) & 0xff) < 128 && descriptor >>> 24 < 128;
}

function checkThreads(): bool {
  for (let thread: u32 = 1; thread < threadCount; thread++) {
    const process = threadProcess(thread);
    if (process == 0 || process >= processCount || threadToken(thread) >= tokenCount
      || threadLevel(thread) > 3 || threadActive(thread) > 1) {
      return refuse(BAD_STATE, 0x100 | thread);
    }
    if (threadActive(thread) && (threadToken(thread) == 0 || threadBlockPresent(thread) == 0)) {
      return refuse(BAD_STATE, 0x100 | thread);
    }
    if (!descriptorIsSound(threadDescriptor(thread))) return refuse(BAD_STATE, 0x180 | thread);
  }
  return true;
}

function checkProcesses(): bool {
  for (let process: u32 = 1; process < processCount; process++) {
    const token = processToken(process);
    if (token == 0 || token >= tokenCount || !descriptorIsSound(processDescriptor(process))) {
      return refuse(BAD_STATE, 0x200 | process);
    }
    if (processJob(process) != 0 && processJob(process) >= jobCount) {
      return refuse(BAD_STATE, 0x280 | process);
    }
  }
  return true;
}

function checkTokens(): bool {
  if (tokenCount < 64 && headerTokensLive() >> <u64>tokenCount != 0) return refuse(BAD_STATE, 0x300);
  for (let token: u32 = 1; token < tokenCount; token++) {
    if (tokenUser(token) > 127 || tokenOwner(token) > 127 || tokenPrimaryGroup(token) > 127
      || tokenLevel(token) > 255) {
      return refuse(BAD_STATE, 0x300 | token);
    }
    const live = (headerTokensLive() >> <u64>token) & 1;
    if (live == 0) continue;
    if (tokenShape(token) >= shapeTotal || tokenDefaultAccessList(token) >= accessListTotal
      || !descriptorIsSound(tokenDescriptor(token))) {
      return refuse(BAD_STATE, 0x380 | token);
    }
  }
  return true;
}

function checkHandles(): bool {
  const low = handleCount >= 64 ? ~<u64>0 : (<u64>1 << <u64>handleCount) - 1;
  const high = handleCount >= 128 ? ~<u64>0 : handleCount <= 64 ? 0 : (<u64>1 << <u64>(handleCount - 64)) - 1;
  if ((headerHandlesLiveLow() & ~low) != 0 || (headerHandlesLiveHigh() & ~high) != 0) {
    return refuse(BAD_STATE, 0x400);
  }
  for (let slot: u32 = 0; slot < handleCount; slot++) {
    const bitmap = slot < 64 ? headerHandlesLiveLow() : headerHandlesLiveHigh();
    if (((bitmap >> <u64>(slot & 63)) & 1) != u64(handleKind(slot) != 0)) {
      return refuse(BAD_STATE, 0x480 | slot);
    }
    if (handleKind(slot) != 0
      && (!names(handleKind(slot), handleObject(slot)) || handleProcess(slot) >= processCount)) {
      return refuse(BAD_STATE, 0x400 | slot);
    }
  }
  return true;
}

function names(kind: u32, object: u32): bool {
  if (object == 0) return false;
  switch (kind) {
    case HANDLE_TOKEN: return object < tokenCount;
    case HANDLE_THREAD: return object < threadCount;
    case HANDLE_PROCESS: return object < processCount;
    case HANDLE_OBJECT: return object < objectCount;
    default: return false;
  }
}

function checkObjects(): bool {
  for (let object: u32 = 1; object < objectCount; object++) {
    if (objectType(object) >= TYPES || !descriptorIsSound(objectDescriptor(object))) {
      return refuse(BAD_STATE, 0x500 | object);
    }
  }
  return true;
}

/** A bit per object that is a pipe, of the state that was checked last. */
export let pipeObjects: u32 = 0;

/** A pipe is one object's; before the first step nobody is connected and nothing is written. */
function checkPipes(): bool {
  pipeObjects = 0;
  for (let object: u32 = 1; object < objectCount; object++) {
    pipeObjects |= u32(objectPipe(object) != 0) << object;
    if (objectPipe(object) != 0 && objectPipe(object) >= pipeCount) return refuse(BAD_STATE, 0x800 | object);
  }
  for (let pipe: u32 = 1; pipe < pipeCount; pipe++) {
    const at = regionBase(REGION_PIPE) + <usize>(pipe * PIPE_SIZE);
    const state = pipeState(pipe);
    if (state != PIPE_NONE && state != PIPE_LISTENING) return refuse(BAD_STATE, 0x880 | pipe);
    if ((pipeServerProcess(pipe) != 0) != (state == PIPE_LISTENING)
      || pipeServerProcess(pipe) >= processCount) {
      return refuse(BAD_STATE, 0x880 | pipe);
    }
    // of its fields, only those and `byteMode` are set
    if ((load<u64>(at) & ~<u64>0xffff) != 0 || (load<u64>(at, 8) & ~<u64>1) != 0) {
      return refuse(BAD_STATE, 0x880 | pipe);
    }
    for (let rest: usize = 16; rest < PIPE_SIZE; rest += 8) {
      if (load<u64>(at + rest) != 0) return refuse(BAD_STATE, 0x880 | pipe);
    }
  }
  return true;
}

function checkVariables(): bool {
  for (let variable: u32 = 0; variable < variableCount; variable++) {
    if (!holds(variableKind(variable), variableValue(variable))) return refuse(BAD_STATE, 0x600 | variable);
  }
  return true;
}

function holds(kind: u32, value: u32): bool {
  switch (kind) {
    case VARIABLE_HANDLE: return value < handleCount;
    case VARIABLE_CONTEXT: case VARIABLE_SUBJECT_CONTEXT: case VARIABLE_SAVED_STATE:
      return value < contextCount;
    case VARIABLE_TOKEN: return value != 0 && value < tokenCount;
    case VARIABLE_WORK_ITEM: return value != 0 && value < workItemCount;
    case VARIABLE_THREAD: return value != 0 && value < threadCount;
    case VARIABLE_PROCESS: return value != 0 && value < processCount;
    case VARIABLE_OBJECT: return value != 0 && value < objectCount;
    default: return kind <= VARIABLE_OBJECT;
  }
}
