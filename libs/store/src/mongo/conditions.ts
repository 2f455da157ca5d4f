import type { mongo } from 'mongoose';

/** `zh-Hans-CN` → `zh`, `zh-hans`, `zh-hans-cn`. */
export function languageAndKinds(tag: string): string[] {
  const subtags = tag.toLowerCase().split('-');
  return subtags.map((_, index) => subtags.slice(0, index + 1).join('-'));
}

/** What comes after a place in the order latest first, then by id descending. */
export function beyond<T extends { _id: string }>(field: string, sortAt: Date, id: string): mongo.Filter<T>[] {
  return [{ [field]: { $lt: sortAt } }, { [field]: sortAt, _id: { $lt: id } }] as mongo.Filter<T>[];
}
