/** A component of a message or a modal, plain: as Discord's JSON has it. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  components?: Component[];
  component?: Component;
  accessory?: Component;
  [field: string]: unknown;
}

/** Every component, those inside others too, in the order in which they show. */
export function flatten(components: readonly Component[]): Component[] {
  return components.flatMap((it) => [it, ...flatten(childrenOf(it).map(([, child]) => child))]);
}

/** The components inside one, each with where it stands. */
export function childrenOf(it: Component): [path: PropertyKey[], child: Component][] {
  return [
    ...(it.components ?? []).map((child, at): [PropertyKey[], Component] => [['components', at], child]),
    ...(it.component ? [[['component'], it.component] as [PropertyKey[], Component]] : []),
    ...(it.accessory ? [[['accessory'], it.accessory] as [PropertyKey[], Component]] : []),
  ];
}

/** The same component with something made of each one inside it. */
export function mapChildren(it: Component, change: (child: Component) => Component): Component {
  return {
    ...it,
    ...(it.components ? { components: it.components.map(change) } : {}),
    ...(it.component ? { component: change(it.component) } : {}),
    ...(it.accessory ? { accessory: change(it.accessory) } : {}),
  };
}

/** Gives each component without an id the next free one, as Discord does. */
export function numberComponents(components: readonly Component[]): Component[] {
  const taken = new Set(flatten(components).map((it) => it.id));
  let next = 1;
  const free = () => {
    while (taken.has(next)) next += 1;
    return next++;
  };
  const visit = (it: Component): Component => mapChildren({ ...it, id: it.id || free() }, visit);
  return components.map(visit);
}
