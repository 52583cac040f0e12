#!/usr/bin/env python3
"""Writes the seed corpus of read_model_fuzz: tiny models that together have every form a file can.

Usage: make_corpus.py [FOLDER]    (needs the PyPI package onnx; default tests/fuzz/corpus/read_model)
"""

import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper

FLOAT = TensorProto.FLOAT


def value(name, shape=("n",), element_type=FLOAT):
    return helper.make_tensor_value_info(name, element_type, shape)


def raw(name, array):
    return onnx.numpy_helper.from_array(np.asarray(array), name)


def model(nodes, inputs=(), outputs=(), initializers=(), ir_version=10, opset=20, **options):
    graph = helper.make_graph(
        list(nodes), "g", list(inputs), list(outputs), list(initializers),
        sparse_initializer=options.pop("sparse", []), value_info=options.pop("value_info", []))
    imports = [helper.make_opsetid("", opset)] + options.pop("imports", [])
    return helper.make_model(
        graph, ir_version=ir_version, opset_imports=imports, producer_name="p", **options)


def typed(name, element_type, count, **fields):
    tensor = TensorProto(name=name, data_type=element_type, dims=[count])
    for field, numbers in fields.items():
        getattr(tensor, field).extend(numbers)
    return tensor


def dense():
    initializers = [
        raw("f", np.float32([1, 2])), raw("d", np.float64([1])), raw("l", np.int64([1, 2, 3])),
        raw("b", np.array([True, False])),
        typed("tf", FLOAT, 2, float_data=[1, 2]), typed("ti", TensorProto.INT8, 2, int32_data=[1, -2]),
        typed("tl", TensorProto.INT64, 1, int64_data=[-1]), typed("tu", TensorProto.UINT32, 1, uint64_data=[7]),
        typed("td", TensorProto.COMPLEX128, 1, double_data=[1, 2]),
        typed("ts", TensorProto.STRING, 2, string_data=[b"ab", b""]),
        typed("t4", TensorProto.INT4, 3, int32_data=[0x21, 3]),
        typed("t2", TensorProto.UINT2, 5, int32_data=[0xe4, 1]),
        typed("t6", TensorProto.FLOAT6E2M3, 3, int32_data=[1, 2, 3]),
        typed("th", TensorProto.FLOAT16, 1, int32_data=[0x3c00]),
    ]
    return model([helper.make_node("Add", ["x", "f"], ["y"])], [value("x"), value("f", (2,))],
                 [value("y")], initializers)


def sparse_tensor(name):
    return helper.make_sparse_tensor(raw(name, np.float32([5, 6])), raw("", np.int64([1, 5])), [2, 3])


def sparse():
    node = helper.make_node("Constant", [], ["c"], sparse_value=sparse_tensor("v"))
    return model([node], outputs=[value("c")], sparse=[sparse_tensor("s")])


def external():
    tensor = raw("w", np.float32([0, 0, 0, 0]))
    onnx.external_data_helper.set_external_data(tensor, "./w.bin", 8, 16)
    tensor.ClearField("raw_data")
    return model([helper.make_node("Neg", ["w"], ["y"])], outputs=[value("y")], initializers=[tensor])


def attributes():
    node = helper.make_node("Op", ["x", "", "x"], ["", "y"], name="n", domain="local")
    for attribute in (
            helper.make_attribute("f", 1.5), helper.make_attribute("i", -3), helper.make_attribute("s", "text"),
            helper.make_attribute("t", raw("", np.float32([1]))), helper.make_attribute("fs", [1.0, 2.0]),
            helper.make_attribute("is", [1, 2]), helper.make_attribute("ss", ["a", "b"]),
            helper.make_attribute("ts", [raw("", np.int64([1]))]),
            helper.make_attribute("tp", helper.make_sequence_type_proto(helper.make_tensor_type_proto(FLOAT, ["n", 2])))):
        node.attribute.append(attribute)
    constants = [
        helper.make_node("Constant", [], ["c1"], value_float=1.0), helper.make_node("Constant", [], ["c2"], value_ints=[1, 2]),
        helper.make_node("Constant", [], ["c3"], value_strings=["a"]),
        helper.make_node("Constant", [], ["c4"], value=raw("", np.int32(4)))]
    return model([node] + constants, [value("x")], [value("y")],
                 value_info=[value("y", ("n", 2)), value("c1", ())], imports=[helper.make_opsetid("local", 1)])


def subgraphs():
    inner = helper.make_graph([helper.make_node("Add", ["x", "w"], ["i"])], "inner", [], [value("i")])
    middle = helper.make_graph(
        [helper.make_node("If", ["c"], ["m"], then_branch=inner, else_branch=inner)], "middle", [], [value("m")])
    other = helper.make_graph([], "other", [], [value("x")])
    nodes = [helper.make_node("If", ["c"], ["y"], then_branch=middle, else_branch=other),
             helper.make_node("Not", ["b"], ["c"])]
    return model(nodes, [value("b", (), TensorProto.BOOL), value("x")], [value("y")], [raw("w", np.float32([1]))])


def functions():
    reference = helper.make_node("Constant", [], ["k"])
    attribute = onnx.AttributeProto(name="value_float", type=onnx.AttributeProto.FLOAT, ref_attr_name="alpha")
    reference.attribute.append(attribute)
    inner = helper.make_function(
        "local", "inner", ["a"], ["r"], [reference, helper.make_node("Mul", ["a", "k"], ["r"])],
        [helper.make_opsetid("", 18)], attributes=["alpha"])
    call = helper.make_node("inner", ["a"], ["t"], domain="local")
    call.attribute.append(onnx.AttributeProto(name="alpha", type=onnx.AttributeProto.FLOAT, ref_attr_name="beta"))
    outer = helper.make_function(
        "local", "outer", ["a", "b"], ["r", "a"], [call, helper.make_node("Op", ["t", "b"], ["r"])],
        [helper.make_opsetid("local", 1)], attribute_protos=[helper.make_attribute("beta", 2.0)], overload="o")
    node = helper.make_node("outer", ["x"], ["y", "z"], name="call", domain="local", overload="o")
    return model([node], [value("x")], [value("y"), value("z")], imports=[helper.make_opsetid("local", 1)],
                 functions=[inner, outer])


def old():
    nodes = [helper.make_node("Neg", ["h"], ["y"]), helper.make_node("Add", ["x", "w"], ["h"])]
    return model(nodes, [value("x", (2,)), value("w", (2,))], [value("y")], [raw("w", np.float32([1, 2]))],
                 ir_version=3, opset=7)


def types():
    inputs = [
        helper.make_value_info("m", helper.make_map_type_proto(TensorProto.STRING, helper.make_tensor_type_proto(FLOAT, None))),
        helper.make_value_info("o", helper.make_optional_type_proto(helper.make_tensor_type_proto(FLOAT, [1, "n", None])))]
    return model([helper.make_node("Op", ["m", "o"], ["y"])], inputs, [value("y", None)])


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus/read_model")
    folder.mkdir(parents=True, exist_ok=True)
    for make in (dense, sparse, external, attributes, subgraphs, functions, old, types):
        (folder / f"{make.__name__}.onnx").write_bytes(make().SerializeToString(deterministic=True))
    tensor = raw("input_0", np.float32([[1, 2], [3, 4]]))
    (folder / "tensor.pb").write_bytes(tensor.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
