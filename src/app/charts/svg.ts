/** Text or an attribute's value as XML: nothing of it is ever read as markup. Letters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  const kept = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return kept.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

/** What a canvas keeps between `save` and `restore`. */
interface State {
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  miterLimit: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  dashOffset: number;
  /** Id of the clip in force. */
  clip: string | null;
  matrix: readonly [number, number, number, number, number, number];
}

const fresh: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  miterLimit: 10,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  dash: [],
  dashOffset: 0,
  clip: null,
  matrix: [1, 0, 0, 1, 0, 0],
};

/** Colours as SVG 1.1 has them: `#rrggbbaa` becomes a colour and an opacity. */
function paint(name: 'fill' | 'stroke', style: State['fillStyle'], alpha: number): string {
  // Our charts use no gradients or patterns; one would be seen as grey.
  let colour = typeof style === 'string' ? style : '#808080';
  let opacity = alpha;
  if (colour === 'transparent') return `${name}="none"`;
  if (/^#[0-9a-f]{8}$/i.test(colour)) {
    opacity *= Number.parseInt(colour.slice(7), 16) / 255;
    colour = colour.slice(0, 7);
  }
  const rgba = /^rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+)(?:,\s*([\d.]+))?\)$/.exec(colour);
  if (rgba) {
    opacity *= Number(rgba[4] ?? 1);
    colour = `rgb(${rgba
      .slice(1, 4)
      .map((part) => Math.round(Number(part)))
      .join(',')})`;
  }
  if (opacity === 0) return `${name}="none"`;
  return `${name}="${escapeXml(colour)}"${opacity < 1 ? ` ${name}-opacity="${short(opacity)}"` : ''}`;
}

/**
 * A canvas' 2d context that writes down what is drawn as SVG, so that every chart can be saved as one without a second way of
 * drawing it. Holds what Chart.js and our own pictures call; anything else is missing and so fails loudly. Widths of text are
 * measured on a real canvas.
 */
export class SvgContext {
  readonly canvas: { width: number; height: number; getContext: () => unknown };
  #state: State = { ...fresh };
  #stack: State[] = [];
  #path = '';
  #at: readonly [number, number] | null = null;
  #defs: string[] = [];
  #out: string[] = [];
  #measure: CanvasRenderingContext2D | null;
  #name: string;
  #done = false;

  /** `name`: letters that set its ids apart from those of a picture it is put into. */
  constructor(width: number, height: number, name = 'c') {
    this.#name = name;
    this.canvas = { width, height, getContext: () => this };
    this.#measure = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  }

  get fillStyle() {
    return this.#state.fillStyle;
  }
  set fillStyle(value) {
    this.#state.fillStyle = value;
  }
  get strokeStyle() {
    return this.#state.strokeStyle;
  }
  set strokeStyle(value) {
    this.#state.strokeStyle = value;
  }
  get lineWidth() {
    return this.#state.lineWidth;
  }
  set lineWidth(value) {
    this.#state.lineWidth = value;
  }
  get lineCap() {
    return this.#state.lineCap;
  }
  set lineCap(value) {
    this.#state.lineCap = value;
  }
  get lineJoin() {
    return this.#state.lineJoin;
  }
  set lineJoin(value) {
    this.#state.lineJoin = value;
  }
  get miterLimit() {
    return this.#state.miterLimit;
  }
  set miterLimit(value) {
    this.#state.miterLimit = value;
  }
  get globalAlpha() {
    return this.#state.globalAlpha;
  }
  set globalAlpha(value) {
    this.#state.globalAlpha = value;
  }
  get font() {
    return this.#state.font;
  }
  set font(value) {
    this.#state.font = value;
  }
  get textAlign() {
    return this.#state.textAlign;
  }
  set textAlign(value) {
    this.#state.textAlign = value;
  }
  get textBaseline() {
    return this.#state.textBaseline;
  }
  set textBaseline(value) {
    this.#state.textBaseline = value;
  }
  get lineDashOffset() {
    return this.#state.dashOffset;
  }
  set lineDashOffset(value) {
    this.#state.dashOffset = value;
  }

  save(): void {
    this.#stack.push({ ...this.#state });
  }
  restore(): void {
    this.#state = this.#stack.pop() ?? this.#state;
  }
  setLineDash(dash: readonly number[]): void {
    this.#state.dash = [...dash];
  }
  getLineDash(): number[] {
    return [...this.#state.dash];
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#state.matrix = [a, b, c, d, e, f];
  }
  resetTransform(): void {
    this.#state.matrix = fresh.matrix;
  }
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    const [A, B, C, D, E, F] = this.#state.matrix;
    this.#state.matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
  }
  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }
  rotate(angle: number): void {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }
  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  beginPath(): void {
    this.#path = '';
    this.#at = null;
  }
  closePath(): void {
    if (this.#path !== '') this.#path += 'Z';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${this.#point(x, y)}`;
    this.#at = [x, y];
  }
  lineTo(x: number, y: number): void {
    this.#path += `${this.#at ? 'L' : 'M'}${this.#point(x, y)}`;
    this.#at = [x, y];
  }
  /** A line of no length, which round ends make a dot. */
  dot(x: number, y: number): void {
    this.#path += `M${this.#point(x, y)}h0`;
  }
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#path += `C${this.#point(ax, ay)} ${this.#point(bx, by)} ${this.#point(x, y)}`;
    this.#at = [x, y];
  }
  quadraticCurveTo(ax: number, ay: number, x: number, y: number): void {
    this.#path += `Q${this.#point(ax, ay)} ${this.#point(x, y)}`;
    this.#at = [x, y];
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }
  arc(x: number, y: number, radius: number, from: number, to: number, backwards = false): void {
    this.ellipse(x, y, radius, radius, 0, from, to, backwards);
  }
  /** As curves of at most an eighth of a turn each, within a thousandth of the circle, so that any transform holds. */
  ellipse(x: number, y: number, rx: number, ry: number, turn: number, from: number, to: number, backwards = false): void {
    const whole = 2 * Math.PI;
    let sweep = to - from;
    if (!backwards && sweep >= whole) sweep = whole;
    else if (backwards && sweep <= -whole) sweep = -whole;
    else if (!backwards) sweep = ((sweep % whole) + whole) % whole;
    else sweep = -(((-sweep % whole) + whole) % whole);
    const parts = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 4)));
    const step = sweep / parts;
    const reach = (4 / 3) * Math.tan(step / 4);
    const place = (angle: number, along: number) => {
      const px = rx * (Math.cos(angle) - along * Math.sin(angle));
      const py = ry * (Math.sin(angle) + along * Math.cos(angle));
      return [x + px * Math.cos(turn) - py * Math.sin(turn), y + px * Math.sin(turn) + py * Math.cos(turn)] as const;
    };
    this.lineTo(...place(from, 0));
    for (let i = 0; i < parts; i++) {
      const [start, end] = [from + i * step, from + (i + 1) * step];
      this.bezierCurveTo(...place(start, reach), ...place(end, -reach), ...place(end, 0));
    }
  }

  fill(path?: unknown): void {
    this.#noPath2D(path);
    if (this.#path === '') return;
    const style = paint('fill', this.#state.fillStyle, this.#state.globalAlpha);
    if (style !== 'fill="none"') this.#draw(`<path d="${this.#path}" ${style}/>`);
  }
  stroke(path?: unknown): void {
    this.#noPath2D(path);
    const { strokeStyle, globalAlpha, lineWidth } = this.#state;
    if (this.#path === '' || !(lineWidth > 0)) return;
    const style = paint('stroke', strokeStyle, globalAlpha);
    if (style !== 'stroke="none"') this.#draw(`<path d="${this.#path}" fill="none" ${style} ${this.#pen()}/>`);
  }
  clip(path?: unknown): void {
    this.#noPath2D(path);
    const id = `${this.#name}${String(this.#defs.length)}`;
    const outer = this.#state.clip === null ? '' : ` clip-path="url(#${this.#state.clip})"`;
    this.#defs.push(`<clipPath id="${id}"${outer}><path d="${this.#path || 'M0 0'}"/></clipPath>`);
    this.#state.clip = id;
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    const kept = this.#path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.#path = kept;
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    const kept = this.#path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
    this.#path = kept;
  }
  /** The whole picture anew. Part of one cannot be taken away, and none of ours asks. */
  clearRect(): void {
    if (this.#done) return;
    this.#out = [];
    this.#defs = [];
  }
  /** What is drawn stays, though who drew it clears up. */
  finish(): void {
    this.#done = true;
  }
  /** Another picture, at a place of this one. */
  embed(picture: SvgContext, x: number, y: number): void {
    const { width, height } = picture.canvas;
    this.#out.push(
      `<svg x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}">`,
      ...picture.#body(),
      '</svg>',
    );
  }

  measureText(text: string): TextMetrics {
    if (this.#measure === null) throw new RangeError('there is no canvas to measure text on');
    this.#measure.font = this.#state.font;
    return this.#measure.measureText(text);
  }
  fillText(text: string, x: number, y: number, widest?: number): void {
    this.#text(text, x, y, paint('fill', this.#state.fillStyle, this.#state.globalAlpha), widest);
  }
  strokeText(text: string, x: number, y: number, widest?: number): void {
    const style = paint('stroke', this.#state.strokeStyle, this.#state.globalAlpha);
    this.#text(text, x, y, `fill="none" ${style} ${this.#pen()}`, widest);
  }

  /** The picture as a file, with its title and what a listener hears for it. */
  toSvg(title: string, alt: string): string {
    const { width, height } = this.canvas;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img">`,
      `<title>${escapeXml(title)}</title><desc>${escapeXml(alt)}</desc>`,
      ...this.#body(),
      '</svg>',
    ].join('\n');
  }

  #body(): string[] {
    return [...(this.#defs.length > 0 ? [`<defs>${this.#defs.join('')}</defs>`] : []), ...this.#out];
  }

  #noPath2D(path: unknown): void {
    if (typeof path === 'object' && path !== null) throw new RangeError('no Path2D here');
  }
  #point(x: number, y: number): string {
    const [a, b, c, d, e, f] = this.#state.matrix;
    return `${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
  }
  /** Paths are written in place; only the width of a line is left to be scaled. */
  #pen(): string {
    const { lineWidth, lineCap, lineJoin, dash, dashOffset, matrix } = this.#state;
    const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
    return [
      `stroke-width="${short(lineWidth * scale)}"`,
      lineCap === 'butt' ? '' : `stroke-linecap="${lineCap}"`,
      lineJoin === 'miter' ? '' : `stroke-linejoin="${lineJoin}"`,
      dash.length === 0 ? '' : `stroke-dasharray="${dash.map((part) => short(part * scale)).join(' ')}"`,
      dash.length === 0 || dashOffset === 0 ? '' : `stroke-dashoffset="${short(dashOffset * scale)}"`,
    ]
      .filter((part) => part !== '')
      .join(' ');
  }
  #draw(element: string): void {
    const { clip } = this.#state;
    this.#out.push(clip === null ? element : `<g clip-path="url(#${clip})">${element}</g>`);
  }
  #text(text: string, x: number, y: number, style: string, widest: number | undefined): void {
    if (text === '') return;
    const { font, textAlign, textBaseline, matrix } = this.#state;
    const [, weight = '', size = '12', family = 'sans-serif'] =
      /^(?:(?:italic|normal)\s+)?(?:(bold|\d{3})\s+)?(?:normal\s+)?([\d.]+)px(?:\/\S+)?\s+(.+)$/.exec(font) ?? [];
    const anchor = { start: 'start', left: 'start', center: 'middle', end: 'end', right: 'end' }[textAlign];
    // Where letters stand, in parts of their size: viewers differ over dominant-baseline.
    const down = { top: 0.8, hanging: 0.8, middle: 0.34, alphabetic: 0, ideographic: -0.12, bottom: -0.2 }[textBaseline];
    const squeeze = widest !== undefined && this.#measure !== null && this.measureText(text).width > widest;
    const turned = matrix[1] !== 0 || matrix[2] !== 0 || matrix[0] !== 1 || matrix[3] !== 1;
    const place = turned
      ? `transform="matrix(${matrix.map(short6).join(' ')})" x="${short(x)}" y="${short(y + down * Number(size))}"`
      : `x="${short(x + matrix[4])}" y="${short(y + matrix[5] + down * Number(size))}"`;
    this.#draw(
      `<text ${place} font-family="${escapeXml(family)}" font-size="${size}"${weight === '' ? '' : ` font-weight="${weight}"`}` +
        `${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${squeeze ? ` textLength="${short(widest)}" lengthAdjust="spacingAndGlyphs"` : ''} ${style}>${escapeXml(text)}</text>`,
    );
  }
}

const short6 = (value: number): string => String(Math.round(value * 1e6) / 1e6);
