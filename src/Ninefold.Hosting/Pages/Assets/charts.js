// Draws ECharts options that come as JSON: colours are taken from the style sheet, so that charts follow light and dark.
const drawn = new Map();
const functions = { interval };
const resized = new ResizeObserver(entries => entries.forEach(e => drawn.get(e.target)?.chart.resize()));
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => drawn.forEach((_, element) => render(element)));

let loading;

export async function draw(element, option) {
  await (loading ??= load("echarts.js"));
  if (!element.isConnected) return;
  const known = drawn.get(element);
  if (known) known.option = option;
  else {
    drawn.set(element, { option, chart: globalThis.echarts.init(element, null, { renderer: "svg" }) });
    resized.observe(element);
  }
  render(element);
}

export function dispose(element) {
  resized.unobserve(element);
  drawn.get(element)?.chart.dispose();
  drawn.delete(element);
}

// A script tag, since ECharts' bundle is not a module.
function load(name) {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = new URL(name, import.meta.url);
    script.onload = loaded;
    script.onerror = () => failed(new Error(`${script.src} cannot be loaded`));
    document.head.append(script);
  });
}

function render(element) {
  const { chart, option } = drawn.get(element);
  const style = getComputedStyle(element);
  const resolved = JSON.parse(option, (key, value) =>
    typeof value !== "string" ? value
      : key === "renderItem" ? functions[value]
      : value.replace(/^var\((--[\w-]+)\)$/, (_, name) => colour(element, name)));
  resolved.textStyle = { fontFamily: style.fontFamily, color: style.color };
  resolved.tooltip = {
    ...resolved.tooltip,
    confine: true,
    backgroundColor: colour(element, "--surface"),
    borderColor: colour(element, "--line"),
    textStyle: { color: style.color, fontSize: 12 },
  };
  chart.setOption(resolved, { notMerge: true });
}

// A colour of the style sheet as the browser works it out: light-dark() and the like are unknown to ECharts.
function colour(element, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

// An error bar: value is [category, low, high].
function interval(_, api) {
  const [x, low] = api.coord([api.value(0), api.value(1)]);
  const high = api.coord([api.value(0), api.value(2)])[1];
  const style = { stroke: api.visual("color"), lineWidth: 1.5 };
  const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
  return { type: "group", children: [line(x, low, x, high), line(x - 5, low, x + 5, low), line(x - 5, high, x + 5, high)] };
}
