export default function HomePage() {
  return <h1>Leeway</h1>;
}
