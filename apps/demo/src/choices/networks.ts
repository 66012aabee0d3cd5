/** A kind of networks. */
export interface NetworkChoice {
  readonly value: string;
  readonly label: string;
  /** What it is, and where it was published. */
  readonly hint: string;
  /** Whether it is one for GANs alone. */
  readonly adversarial?: true;
}

/** What networks for pictures can be made of. Add an entry here, and how it is built in `worker/models/`. */
export const networks = [
  { value: 'mlp', label: 'Dense layers', hint: 'Every pixel is joined to every unit: quick steps, grainy pictures.' },
  {
    value: 'conv',
    label: 'Convolutions',
    hint: 'Convolutions see neighbourhoods: sharper pictures, slower steps. In a GAN: DCGAN (Radford et al., 2016).',
  },
  {
    value: 'residual',
    label: 'Residual blocks (SN-GAN)',
    hint: 'Blocks add to what is there, and no layer of the critic stretches (Miyato et al., 2018).',
    adversarial: true,
  },
  {
    value: 'resnext',
    label: 'ResNeXt blocks (R3GAN)',
    hint: 'No normalisation at all: the loss and its penalties keep the game stable (Huang et al., 2024).',
    adversarial: true,
  },
  {
    value: 'style',
    label: 'Styles (StyleGAN)',
    hint: 'Latents become styles, which steer every layer from the outside (Karras et al., 2020).',
    adversarial: true,
  },
] as const satisfies readonly NetworkChoice[];

export type NetworkName = (typeof networks)[number]['value'];

/** The words for a kind of networks. */
export function networkChoice(name: NetworkName): NetworkChoice {
  return networks.find((choice) => choice.value === name)!;
}
