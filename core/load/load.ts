/**
 * Takes an image that the host has written: checks its head, places regions and sections, then everything
 * that it names. What is accepted never traps; everything else is refused with a reason
 * (core/tables/image.ts, refusals) and the place.
 */
import {
  HEAD_FIXED_WORDS, IMAGE, IMAGE_BYTES_MAX, IMAGE_FORMAT, IMAGE_MAGIC, placeSection, SECTION_COUNT,
  SECTION_INITIAL_STATE, sectionCountMax, sectionSize, stateSize,
} from "../generated/image";
import {
  placeBlock, placeRegion, REGION_COUNT, REGION_HEADER, regionCapacity, regionSize, STATE_BYTES_MAX,
} from "../generated/state";
import { forgetSwitchesRead } from "../generated/switches";
import { prepareProperties } from "../judge/properties";
import { keepStateBefore } from "../step/before";
import { forgetBeginning } from "../step/run";
import { expressionsReadOld } from "./expressions";
import { checkProgram } from "./program";
import { checkState } from "./state";
import { NOT_AN_IMAGE, refuse, refusal, clearRefusal, SECTION_OUTSIDE, TOO_LARGE } from "./refusal";

function headWord(index: u32): u32 {
  return load<u32>(IMAGE + (<usize>index << 2));
}

/** Loads the image of `size` bytes. Answers 0, or code | place << 8. */
export function loadImage(size: u32): u32 {
  clearRefusal();
  forgetBeginning();
  forgetSwitchesRead();
  if (!checkHead(size) || !placeRegions() || !placeSections(size)) return refusal;
  if (!checkState() || !checkProgram()) return refusal;
  keepStateBefore(expressionsReadOld);
  prepareProperties();
  return 0;
}

function checkHead(size: u32): bool {
  const headBytes = (HEAD_FIXED_WORDS + REGION_COUNT + 2 * SECTION_COUNT) * 4;
  if (size < headBytes || size > IMAGE_BYTES_MAX) return refuse(NOT_AN_IMAGE, 0);
  return headWord(0) == IMAGE_MAGIC && headWord(1) == IMAGE_FORMAT && headWord(2) == size
    ? true
    : refuse(NOT_AN_IMAGE, 1);
}

function placeRegions(): bool {
  placeBlock();
  let offset: u32 = 0;
  for (let region: u32 = 0; region < REGION_COUNT; region++) {
    const count = headWord(HEAD_FIXED_WORDS + region);
    if (count > regionCapacity(region) || (region == REGION_HEADER && count != 1)) {
      return refuse(TOO_LARGE, region);
    }
    placeRegion(region, offset, count);
    offset += count * regionSize(region);
  }
  return (offset + 15 & ~15) <= STATE_BYTES_MAX + 15
    && headWord(HEAD_FIXED_WORDS + REGION_COUNT + 1) == (offset + 15 & ~15)
    ? true
    : refuse(TOO_LARGE, REGION_COUNT);
}

function placeSections(size: u32): bool {
  for (let section: u32 = 0; section < SECTION_COUNT; section++) {
    const at = HEAD_FIXED_WORDS + REGION_COUNT + 2 * section;
    const offset = headWord(at);
    const count = headWord(at + 1);
    if (count > sectionCountMax(section)) return refuse(TOO_LARGE, 32 + section);
    if (offset > size || count * sectionSize(section) > size - offset || offset & 15) {
      return refuse(SECTION_OUTSIDE, section);
    }
    placeSection(section, offset, count);
  }
  return stateSize != 0 || SECTION_INITIAL_STATE != 0;
}
