// A place for the page: the shell and its router stand here.
export function App() {
  return <main className="main" />;
}
