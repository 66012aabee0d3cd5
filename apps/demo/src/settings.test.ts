import { describe, expect, it } from 'vitest';
import { definition, definitions } from './choices/settings.ts';
import { changeSetting, formatSettings, parseSettings, readValue } from './settings.ts';

const usual = parseSettings('').settings;

describe('parseSettings', () => {
  it('gives the VAE on digits for an empty address', () => {
    expect(parseSettings('')).toMatchObject({
      settings: { dataset: 'digits', model: 'vae', network: 'mlp', backend: 'wasm', seed: 1 },
      problems: [],
    });
  });

  it('reads what formatSettings wrote', () => {
    for (const dataset of ['digits', 'ring', 'images']) {
      for (const model of ['ae', 'vae', 'vampPrior', dataset === 'ring' ? 'realNvp' : 'made', 'gan']) {
        const settings = {
          ...parseSettings(`?dataset=${dataset}&model=${model}`).settings,
          seed: 7,
          learningRate: 3e-5,
        };
        expect(parseSettings(formatSettings(settings))).toEqual({ settings, problems: [] });
      }
    }
  });

  it('chooses defaults that fit the data and the model', () => {
    expect(parseSettings('?dataset=ring&model=ae').settings.latentSize).toBe(1);
    expect(parseSettings('?model=gan&adversarialLoss=wasserstein').settings.penalty).toBe('gradientPenalty');
    expect(parseSettings('?model=gan&network=resnext').settings).toMatchObject({
      adversarialLoss: 'relativisticPaired',
      penalty: 'r1AndR2',
    });
  });

  it.each([
    ['?network=transformer', 'Network: “transformer” is not one of mlp, conv. Taken instead: mlp.'],
    ['?seed=-1', 'Seed: “-1” is not a whole number from 0 to 4294967295. Taken instead: 1.'],
    ['?seed=1.5', 'Seed: “1.5” is not a whole number from 0 to 4294967295. Taken instead: 1.'],
    ['?batchSize=', 'Batch size: “” is not a whole number from 1 to 1024. Taken instead: 64.'],
    ['?learningRate=NaN', 'Learning rate: “NaN” is not a number from 0.000001 to 1. Taken instead: 0.001.'],
    ['?model=gan&beta=2', 'β has no meaning for this data and model.'],
    ['?dataset=ring&network=conv', 'Network has no meaning for this data and model.'],
    [
      '?dataset=ring&model=made',
      expect.stringMatching(/^Model: “made” is not one of ae, .*, realNvp, .*biGan\. Taken instead: vae\.$/),
    ],
    ['?colour=red', 'There is no setting “colour”.'],
  ])('says what is wrong with %s', (search, problem) => {
    expect(parseSettings(search).problems).toEqual([problem]);
  });
});

describe('changeSetting', () => {
  it('moves untouched settings to their new default and leaves chosen ones', () => {
    expect(changeSetting(usual, 'dataset', 'ring')).toMatchObject({ dataset: 'ring', batchSize: 128, latentSize: 2 });
    const chosen = changeSetting(usual, 'batchSize', '100');
    expect(changeSetting(chosen, 'dataset', 'ring')).toMatchObject({ batchSize: 100, latentSize: 2 });
  });

  it('leaves a model that does not take the data', () => {
    const flow = parseSettings('?dataset=ring&model=realNvp').settings;
    expect(changeSetting(flow, 'dataset', 'moons').model).toBe('realNvp');
    expect(changeSetting(flow, 'dataset', 'digits').model).toBe('vae');
  });

  it('leaves a network that the model cannot have', () => {
    const style = parseSettings('?model=gan&network=style').settings;
    expect(changeSetting(style, 'seed', '3').network).toBe('style');
    expect(changeSetting(style, 'model', 'vae').network).toBe('mlp');
  });

  it('drops what has no meaning any more', () => {
    const conv = changeSetting(usual, 'network', 'conv');
    expect(changeSetting(conv, 'dataset', 'moons').network).toBe('mlp');
  });

  it('refuses what is out of range', () => {
    expect(() => changeSetting(usual, 'latentSize', '0')).toThrow(RangeError);
  });
});

it('has a default that it would itself accept, for every setting', () => {
  for (const setting of definitions)
    expect(readValue(setting, String(setting.fallback(usual)), usual)).toBe(usual[setting.name]);
  expect(definition('seed').label).toBe('Seed');
});
