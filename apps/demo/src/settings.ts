import {
  type ChoiceSetting,
  definition,
  definitions,
  type Option,
  type Setting,
  type Settings,
} from './choices/settings.ts';

export type { Settings } from './choices/settings.ts';

/** Whether a setting means anything for these choices. */
export function applies(setting: Setting, settings: Settings): boolean {
  return setting.applies?.(settings) ?? true;
}

/** The words that a setting can be beside these choices. */
export function optionsOf({ options }: ChoiceSetting, settings: Settings): readonly Option[] {
  return options.filter((option) => option.applies?.(settings) ?? true);
}

/** The value that a text stands for beside these choices. Throws a RangeError that says what was expected. */
export function readValue(setting: Setting, text: string, settings: Settings): Settings[keyof Settings] {
  if (setting.kind === 'choice') {
    const words = optionsOf(setting, settings).map(({ value }) => value);
    if (words.includes(text)) return text as Settings[keyof Settings];
    throw new RangeError(`${setting.label}: “${text}” is not one of ${words.join(', ')}.`);
  }
  const { minimum, maximum, integer } = setting;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= minimum && value <= maximum && (!integer || Number.isInteger(value))) return value;
  const kind = integer ? 'a whole number' : 'a number';
  throw new RangeError(`${setting.label}: “${text}” is not ${kind} from ${minimum} to ${maximum}.`);
}

/** The settings that an address asks for, and in words whatever of it could not be had. */
export function parseSettings(search: string): { settings: Settings; problems: string[] } {
  const asked = new URLSearchParams(search);
  const problems: string[] = [];
  const found: Record<string, unknown> = {};
  const settings = found as unknown as Settings;
  for (const setting of definitions) {
    const text = asked.get(setting.name);
    const usual = setting.fallback(settings);
    found[setting.name] = usual;
    if (text === null) continue;
    if (!applies(setting, settings)) {
      problems.push(`${setting.label} has no meaning for this data and model.`);
      continue;
    }
    try {
      found[setting.name] = readValue(setting, text, settings);
    } catch (error) {
      problems.push(`${(error as Error).message} Taken instead: ${usual}.`);
    }
  }
  for (const name of asked.keys()) {
    if (!definitions.some((setting) => setting.name === name)) problems.push(`There is no setting “${name}”.`);
  }
  return { settings, problems };
}

/** The address of these settings: every one that means something, in order. */
export function formatSettings(settings: Settings): string {
  const asked = new URLSearchParams();
  for (const setting of definitions) {
    if (applies(setting, settings)) asked.set(setting.name, String(settings[setting.name]));
  }
  return `?${asked}`;
}

/**
 * The settings after one of them was changed. Settings that stood at their default follow to the new default, so that
 * choosing another data set also brings a fitting batch size; those that were chosen stay.
 */
export function changeSetting(settings: Settings, name: keyof Settings, text: string): Settings {
  const changed: Record<string, unknown> = { ...settings, [name]: readValue(definition(name), text, settings) };
  const next = changed as unknown as Settings;
  for (const setting of definitions) {
    if (setting.name === name) continue;
    const untouched = settings[setting.name] === setting.fallback(settings) || !applies(setting, settings);
    if (untouched || !stands(setting, next)) changed[setting.name] = setting.fallback(next);
  }
  return next;
}

/** Whether a setting means something beside these choices, and what it is can be chosen. */
function stands(setting: Setting, settings: Settings): boolean {
  if (!applies(setting, settings)) return false;
  return (
    setting.kind !== 'choice' || optionsOf(setting, settings).some(({ value }) => value === settings[setting.name])
  );
}
