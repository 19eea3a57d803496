package ingest
import ("io";"provenance/internal/model")
func LoadMap(path string, r io.Reader) (*Map, []model.Problem) { b,_:=io.ReadAll(r); m,err:=decodeMap(b); if err!=nil {return nil, []model.Problem{{Position: model.Position{File:path}, Text: err.Error()}}}; return m,nil }
type Draft struct{}
func (*Draft) WriteTo(io.Writer) (int64, error) { return 0, nil }
func Suggest(r io.Reader, path string) (*Draft, error) { return &Draft{}, nil }
