// Renders a Helm chart without Helm, for the checks: Go's templates, sprig's functions, and those few of Helm's own
// that the chart uses. What it does not know is an error.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run . CHART RELEASE NAMESPACE [VALUES.yaml...]
//
// Prints the objects as a stream of YAML, and the notes behind `# NOTES`.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v3"
)

type values = map[string]interface{}

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: render CHART RELEASE NAMESPACE [VALUES.yaml...]"))
	}
	chart := os.Args[1]
	given := read(filepath.Join(chart, "values.yaml"))
	for _, name := range os.Args[4:] {
		given = merged(given, read(name))
	}
	about := read(filepath.Join(chart, "Chart.yaml"))
	context := values{
		"Values":  given,
		"Chart":   values{"Name": about["name"], "Version": about["version"], "AppVersion": about["appVersion"]},
		"Release": values{"Name": os.Args[2], "Namespace": os.Args[3], "Service": "Helm", "IsInstall": true},
		"Files":   files(chart),
	}
	names, err := filepath.Glob(filepath.Join(chart, "templates", "*"))
	fail(err)
	sort.Strings(names)
	all := template.New("chart").Option("missingkey=zero")
	all.Funcs(functions(all))
	for _, name := range names {
		text, err := os.ReadFile(name)
		fail(err)
		_, err = all.New(filepath.Base(name)).Parse(string(text))
		fail(err)
	}
	notes := ""
	for _, name := range names {
		base := filepath.Base(name)
		if strings.HasPrefix(base, "_") {
			continue
		}
		var out bytes.Buffer
		fail(all.ExecuteTemplate(&out, base, context))
		text := out.String()
		if strings.Contains(text, "<no value>") {
			fail(fmt.Errorf("%s: a value that is nowhere", base))
		}
		if base == "NOTES.txt" {
			notes = text
		} else if strings.TrimSpace(text) != "" {
			fmt.Printf("---\n# %s\n%s", base, strings.TrimPrefix(strings.TrimSpace(text), "---"))
			fmt.Println()
		}
	}
	fmt.Printf("---\n# NOTES\n# %s\n", strings.ReplaceAll(strings.TrimSpace(notes), "\n", "\n# "))
}

// functions are sprig's without those that reach outside, as in Helm, and Helm's own.
func functions(all *template.Template) template.FuncMap {
	known := sprig.TxtFuncMap()
	delete(known, "env")
	delete(known, "expandenv")
	known["include"] = func(name string, data interface{}) (string, error) {
		var out bytes.Buffer
		err := all.ExecuteTemplate(&out, name, data)
		return out.String(), err
	}
	known["toYaml"] = func(value interface{}) (string, error) {
		var out bytes.Buffer
		encoder := yaml.NewEncoder(&out)
		encoder.SetIndent(2)
		err := encoder.Encode(value)
		return strings.TrimSuffix(out.String(), "\n"), err
	}
	known["fromYaml"] = func(text string) (values, error) {
		result := values{}
		err := yaml.Unmarshal([]byte(text), &result)
		return result, err
	}
	known["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf("%s", message)
		}
		return value, nil
	}
	return known
}

// files are those of a chart that are no templates.
type files string

// Get is a file's text. Helm's is empty where there is none; here that is an error.
func (chart files) Get(name string) (string, error) {
	text, err := os.ReadFile(filepath.Join(string(chart), name))
	return string(text), err
}

func read(name string) values {
	text, err := os.ReadFile(name)
	fail(err)
	result := values{}
	fail(yaml.Unmarshal(text, &result))
	return result
}

// merged has what is in `over`, and the rest from `under`.
func merged(under, over values) values {
	result := values{}
	for key, value := range under {
		result[key] = value
	}
	for key, value := range over {
		inner, isMap := value.(values)
		outer, wasMap := result[key].(values)
		if isMap && wasMap {
			result[key] = merged(outer, inner)
		} else {
			result[key] = value
		}
	}
	return result
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}
