// The claims that are shown, as Turtle in the terms of kg's own graph: facts as plain triples, and every claim as a node
// with its standing and evidence.

/** `lines` ({statement}: what is drawn) as Turtle. */
function turtle(lines) {
  const shown = [...new Set(lines.flatMap(({ statement }) => statement.live))];
  const ends = new Map(shown.flatMap((claim) => endsOf(claim)));
  const prefixes = Object.entries(data.prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .`);
  const things = [...ends].flatMap(([iri, index]) => thing(iri, nodes[index]));
  return [...prefixes, "", ...things, "", ...shown.flatMap(claimTurtle)].join("\n") + "\n";
}

/** Subject and object of a claim: [IRI, index] each. */
function endsOf(claim) {
  const [subject, object] = claim.ends ?? [nodes[claim.s].id, nodes[claim.o].id];
  return [
    [subject, claim.s],
    [object, claim.o],
  ];
}

function thing(id, node) {
  if (node.inner || !isIri(id)) return []; // a claim, which is written below, or a value
  const names = node.names.map((name) => ` ;\n  skos:altLabel ${quoted(name)}`);
  return [`${term(id)} skos:prefLabel ${quoted(node.name)}${names.join("")} .`];
}

function claimTurtle(claim) {
  const [[subject], [object]] = endsOf(claim);
  const rows = [
    ["a", "kg:Claim"],
    ["rdf:subject", term(subject)],
    ["rdf:predicate", predicateOf(claim)],
    ["rdf:object", term(object)],
    ["kg:relation", quoted(claim.relation)],
    ["kg:asserted", String(claim.asserted)],
    ["kg:polarity", quoted(claim.polarity)],
    ["kg:modality", quoted(claim.modality)],
    ["kg:attributedTo", claim.by && `[ skos:prefLabel ${quoted(claim.by)} ]`],
    ["kg:time", timeTerm(claim.time)],
    ["kg:confidence", claim.confidence.toFixed(3)],
    ["kg:rule", claim.rule && quoted(claim.rule)],
    ["prov:wasDerivedFrom", sourceTerm(claim)],
  ];
  const fact = claim.asserted ? [`${term(subject)} ${predicateOf(claim)} ${term(object)} .`] : [];
  const said = rows.filter(([, value]) => value).map(([name, value]) => `${name} ${value}`);
  return [...fact, `${term(claim.id)} ${said.join(" ;\n  ")} .`];
}

function sourceTerm({ sentence, document }) {
  const title = document.title ? ` ; dcterms:title ${quoted(document.title)}` : "";
  const source = `[ a kg:Document ; kg:name ${quoted(document.name)}${title} ]`;
  return `[ a kg:Sentence ; nif:anchorOf ${quoted(sentence)} ; nif:referenceContext ${source} ]`;
}

function timeTerm(time) {
  const kind = { 4: "gYear", 7: "gYearMonth", 10: "date" }[time.length];
  return /^\d{4}(-\d\d){0,2}$/.test(time) ? `${quoted(time)}^^xsd:${kind}` : time && quoted(time);
}

function isIri(id) {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*$/.test(id);
}

/** An IRI as Turtle has it; a value is given in N-Triples, which Turtle holds; anything else becomes text. */
function term(id) {
  if (isIri(id)) return `<${id}>`;
  return /^"(?:[^"\\\n\r]|\\.)*"(?:@[A-Za-z-]+|\^\^<[^\s<>"{}|\\^`]*>)?$/.test(id) ? id : quoted(id);
}

/** The claim's property; for an open relation, the one that kg makes of its words. */
function predicateOf({ property, relation }) {
  const [prefix, ...rest] = property.split(":");
  const iri = Object.hasOwn(data.prefixes, prefix) ? data.prefixes[prefix] + rest.join(":") : property;
  return isIri(iri) ? `<${iri}>` : `<${data.prefixes.rel}${encodeURIComponent(wellFormed(relation).replaceAll(" ", "_"))}>`;
}

function wellFormed(text) {
  return text.replace(/[\ud800-\udfff]/gu, "\ufffd"); // half a pair
}

function quoted(text) {
  return JSON.stringify(wellFormed(text));
}
