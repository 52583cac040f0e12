import type { NumericArray } from './dtype.js';

export type ImageFormat = 'RGB' | 'RGBA' | 'BGR' | 'RBG';
export type ImageTensorLayout = 'NHWC' | 'NCHW';

type PerChannel = number | [number, number, number] | [number, number, number, number];

/**
 * How pixel values (0 to 255) and elements correspond, as onnxruntime has it: from images,
 * element = (pixel + bias) / mean; to images, pixel = (element - bias) * mean. With the defaults,
 * mean 255 and bias 0, elements lie in [0, 1]; uint8 elements have a default mean of 1.
 */
export interface Normalization {
  mean?: PerChannel;
  bias?: PerChannel;
}

export interface TensorFromImageOptions {
  /** The image is scaled to this size first. */
  resizedWidth?: number;
  resizedHeight?: number;
  /** Which channels the tensor gets, in which order. */
  tensorFormat?: ImageFormat;
  /** Default NCHW. */
  tensorLayout?: ImageTensorLayout;
  /** Default float32; uint8 elements are rounded and clamped. */
  dataType?: 'float32' | 'uint8';
  norm?: Normalization;
}
export interface TensorFromImageDataOptions extends TensorFromImageOptions {}
export interface TensorFromImageElementOptions extends TensorFromImageOptions {}
export interface TensorFromImageBitmapOptions extends TensorFromImageOptions {}
export interface TensorFromUrlOptions extends TensorFromImageOptions {}

export interface TensorToImageDataOptions {
  /** The channels that the tensor has; by default RGB, RGBA for four channels. */
  format?: ImageFormat;
  /** Default NCHW. */
  tensorLayout?: ImageTensorLayout;
  norm?: Normalization;
}
export interface TensorToDataUrlOptions extends TensorToImageDataOptions {}

export type TensorImageSource = ImageData | HTMLImageElement | ImageBitmap | string;

/** For each channel of a tensor the channel of the RGBA pixel it is. */
const kChannels: Record<ImageFormat, readonly number[]> = {
  RGB: [0, 1, 2],
  RGBA: [0, 1, 2, 3],
  BGR: [2, 1, 0],
  RBG: [0, 2, 1],
};

/** `value` for each of R, G, B, A. */
function perChannel(value: PerChannel | undefined, otherwise: number): number[] {
  if (typeof value === 'number') return [value, value, value, value];
  return [0, 1, 2, 3].map((channel) => value?.[channel] ?? otherwise);
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function contextOf(width: number, height: number): Context {
  let canvas: HTMLCanvasElement | OffscreenCanvas;
  if (typeof OffscreenCanvas !== 'undefined') {
    canvas = new OffscreenCanvas(width, height);
  } else if (typeof document !== 'undefined') {
    canvas = Object.assign(document.createElement('canvas'), { width, height });
  } else {
    throw new Error('images need a canvas, and there is none here');
  }
  const context = canvas.getContext('2d') as Context | null;
  if (!context) throw new Error('the canvas has no 2D context');
  return context;
}

const isImageData = (image: unknown): image is ImageData =>
  typeof ImageData !== 'undefined' && image instanceof ImageData;

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  await image.decode();
  return image;
}

/** The RGBA pixels of `image`, scaled if asked. */
function pixelsOf(
  image: Exclude<TensorImageSource, string>,
  options: TensorFromImageOptions,
): ImageData {
  const { resizedWidth: width = image.width, resizedHeight: height = image.height } = options;
  if (isImageData(image)) {
    if (width === image.width && height === image.height) return image;
    const original = contextOf(image.width, image.height);
    original.putImageData(image, 0, 0);
    const scaled = contextOf(width, height);
    scaled.drawImage(original.canvas, 0, 0, width, height);
    return scaled.getImageData(0, 0, width, height);
  }
  const context = contextOf(width, height);
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** The constructor arguments of the tensor that shows `source`. */
export async function imageToNumbers(
  source: TensorImageSource,
  options: TensorFromImageOptions = {},
): Promise<{ type: 'float32' | 'uint8'; data: NumericArray; dims: number[] }> {
  const isElement = typeof HTMLImageElement !== 'undefined' && source instanceof HTMLImageElement;
  const isBitmap = typeof ImageBitmap !== 'undefined' && source instanceof ImageBitmap;
  if (typeof source !== 'string' && !isElement && !isBitmap && !isImageData(source)) {
    throw new Error('expected an ImageData, HTMLImageElement, ImageBitmap or URL');
  }
  const {
    data: pixels,
    width,
    height,
  } = pixelsOf(typeof source === 'string' ? await loadImage(source) : source, options);
  // onnxruntime gives elements of the page their alpha channel, and other images none.
  const channels = kChannels[options.tensorFormat ?? (isElement ? 'RGBA' : 'RGB')];
  const type = options.dataType ?? 'float32';
  const mean = perChannel(options.norm?.mean, type === 'uint8' ? 1 : 255);
  const bias = perChannel(options.norm?.bias, 0);
  const count = width * height;
  const data =
    type === 'uint8'
      ? new Uint8ClampedArray(count * channels.length)
      : new Float32Array(count * channels.length);
  const nhwc = options.tensorLayout === 'NHWC';
  channels.forEach((channel, c) => {
    const start = nhwc ? c : c * count;
    const step = nhwc ? channels.length : 1;
    for (let i = 0; i < count; ++i) {
      data[start + i * step] = (pixels[4 * i + channel]! + bias[channel]!) / mean[channel]!;
    }
  });
  const dims = nhwc ? [1, height, width, channels.length] : [1, channels.length, height, width];
  return {
    type,
    dims,
    data: type === 'uint8' ? new Uint8Array(data.buffer) : (data as Float32Array),
  };
}

function rgba(data: NumericArray, dims: readonly number[], options: TensorToImageDataOptions) {
  const nhwc = options.tensorLayout === 'NHWC';
  const [, d1 = 0, d2 = 0, d3 = 0] = dims;
  const [depth, height, width] = nhwc ? [d3, d1, d2] : [d1, d2, d3];
  if (dims.length !== 4 || dims[0] !== 1 || ![1, 3, 4].includes(depth)) {
    throw new Error(`a tensor of shape [${dims.join(',')}] shows no image`);
  }
  const format = options.format ?? (depth === 4 ? 'RGBA' : 'RGB');
  const channels = kChannels[format];
  if (depth !== 1 && channels?.length !== depth) {
    throw new Error(`${format} does not fit the ${depth} channels of the tensor`);
  }
  const mean = perChannel(options.norm?.mean, 255);
  const bias = perChannel(options.norm?.bias, 0);
  const count = width * height;
  const pixels = new Uint8ClampedArray(4 * count).fill(255);
  const at = (c: number, i: number) => Number(data[nhwc ? i * depth + c : c * count + i]);
  for (let c = 0; c < (depth === 1 ? 3 : depth); ++c) {
    const channel = depth === 1 ? c : channels[c]!;
    for (let i = 0; i < count; ++i) {
      pixels[4 * i + channel] = (at(depth === 1 ? 0 : c, i) - bias[channel]!) * mean[channel]!;
    }
  }
  return { pixels, width, height };
}

/** The image that a [1, C, H, W] tensor of these elements shows; one channel is shown grey. */
export function numbersToImage(
  data: NumericArray,
  dims: readonly number[],
  options: TensorToImageDataOptions = {},
): ImageData {
  const { pixels, width, height } = rgba(data, dims, options);
  return new ImageData(pixels, width, height);
}

export function numbersToDataUrl(
  data: NumericArray,
  dims: readonly number[],
  options: TensorToDataUrlOptions = {},
): string {
  const { pixels, width, height } = rgba(data, dims, options);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas has no 2D context');
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.toDataURL();
}
