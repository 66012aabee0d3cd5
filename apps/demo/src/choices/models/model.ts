/** One kind of model, in the words of the lecture. */
export interface ModelChoice {
  readonly value: string;
  readonly label: string;
  /** What it is one of. */
  readonly family: 'autoencoder' | 'vae' | 'density' | 'gan';
  /** The kind of data that it learns from. Default both. */
  readonly data?: 'pictures' | 'points';
  /** Whether every pixel is made black or white before it learns from them. Default no. */
  readonly blackAndWhite?: true;
  /** In a line. */
  readonly hint: string;
  /** What it is and what to watch for. */
  readonly note: string;
  /** Where it was published. */
  readonly paper: { readonly title: string; readonly url: string };
  /** What will happen at Start; `{noun}` and `{batch}` are filled in. */
  readonly promise: string;
  /** Where the samples come from. */
  readonly samples: string;
  /** What the wash behind the points is, where there is one. */
  readonly field?: string;
  /** The metric shown as the main loss. */
  readonly mainLoss: string;
  /** What each term of the loss is, with its unit, in the order in which they are shown. */
  readonly terms: Readonly<Record<string, string>>;
}
