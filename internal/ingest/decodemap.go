package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// decodeMap reads a map. Unknown keys are errors.
func decodeMap(b []byte) (*Map, error) {
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	var m Map
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	if err := d.Decode(new(Map)); err != io.EOF {
		return nil, fmt.Errorf("more than one document")
	}
	m.Digest = digest(b)
	return &m, nil
}

// digest tells one text of a map from another.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// UnmarshalYAML takes a plain text or number as a constant.
func (f *Field) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		f.Const = n.Value
		return nil
	}
	type plain Field
	return strict(n, (*plain)(f))
}

// UnmarshalYAML takes one name as a list of one.
func (l *Names) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*l = Names{n.Value}
		return nil
	}
	return n.Decode((*[]string)(l))
}

// strict decodes a node with unknown keys as errors, which Node.Decode takes.
func strict(n *yaml.Node, v any) error {
	b, err := yaml.Marshal(n)
	if err != nil {
		return err
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	return d.Decode(v)
}
